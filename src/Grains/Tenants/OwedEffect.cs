namespace AleSekretariat.Grains.Tenants;

/// <summary>What an owed effect is.</summary>
public enum OwedKind
{
    /// <summary>A row of <c>licence_history</c>.</summary>
    History,

    /// <summary>A row of <c>mail_outbox</c> to the owner.</summary>
    Mail,

    /// <summary>The tenant's row of <c>tenant_overview</c>, as the state is when it is written.</summary>
    Overview,
}

/// <summary>Something a change of the state owes to the tables. Its key is decided with the change: writing it twice writes it once.</summary>
/// <param name="Kind">Which table.</param>
/// <param name="Key">Unique in that table.</param>
/// <param name="Name">What happened, or which mail: a stable word.</param>
/// <param name="At">On the tenant's clock.</param>
/// <param name="By">Who did it; "system" for the clock.</param>
/// <param name="Details">Values a text may name, invariant.</param>
public sealed record OwedEffect(
    OwedKind Kind,
    string Key,
    string Name,
    DateTimeOffset At,
    string By,
    IReadOnlyDictionary<string, string> Details)
{
    /// <summary>What the clock does is done by nobody.</summary>
    public const string BySystem = "system";

    /// <summary>The overview row is due. One of these is enough, however many changes there were.</summary>
    public static OwedEffect Overview { get; } =
        new(OwedKind.Overview, "overview", "overview", default, BySystem, new Dictionary<string, string>(StringComparer.Ordinal));
}
