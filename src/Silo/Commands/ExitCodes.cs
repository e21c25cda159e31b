namespace AleSekretariat.Silo.Commands;

/// <summary>What a script that calls us can tell apart.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>A wrong command line or setting.</summary>
    public const int Misconfigured = 1;

    /// <summary>Understood, and refused: no such tenant, not allowed.</summary>
    public const int Refused = 2;

    /// <summary>No silo or no database answers.</summary>
    public const int Unreachable = 3;
}
