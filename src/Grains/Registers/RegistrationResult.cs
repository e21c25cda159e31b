using Npgsql;

namespace AleSekretariat.Grains.Registers;

/// <summary>What became of one registration that was handed to the <see cref="RegistrationWriter"/>.</summary>
internal abstract record RegistrationResult
{
    private RegistrationResult()
    {
    }

    /// <summary>Committed.</summary>
    public sealed record Written : RegistrationResult;

    /// <summary>The client's key was used before: its body and the answer it got. Nothing was written now.</summary>
    public sealed record Repeated(byte[] BodyHash, string Answer) : RegistrationResult;

    /// <summary>The epoch is not the activation's any more (or the tenant is being deleted). Nothing was written.</summary>
    public sealed record Moved : RegistrationResult;

    /// <summary>A constraint refused this row, and this row alone. Nothing of it was written.</summary>
    public sealed record Rejected(PostgresException Cause) : RegistrationResult;

    /// <summary>The database could not take it; surely nothing was written.</summary>
    public sealed record NotWritten(Exception Cause) : RegistrationResult;

    /// <summary>The connection was lost after the statement was sent: it may be committed, now or in a moment.</summary>
    public sealed record Unknown(Exception Cause) : RegistrationResult;
}
