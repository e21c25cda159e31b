namespace AleSekretariat.Web.Legal;

/// <summary>A row of <c>app.acceptance</c>: somebody accepted a version. Written once, never changed: it is a proof.</summary>
public sealed class Acceptance
{
    /// <summary>Given by the database.</summary>
    public long Id { get; init; }

    /// <summary>Who.</summary>
    public Guid AccountId { get; init; }

    /// <summary>One of <see cref="LegalDocuments"/>.</summary>
    public required string Document { get; init; }

    /// <summary>The day from which the version is in force.</summary>
    public required string Version { get; init; }

    /// <summary>For which company: of the processing agreement only.</summary>
    public Guid? TenantId { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; init; }
}
