using System.Collections.Immutable;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Registers;

namespace AleSekretariat.Grains.Tenants;

/// <summary>What a claim reads of the tenant's rows, kept up to date by each commit. Immutable: reads interleave with writes.</summary>
internal sealed record TenantFacts
{
    public required long Epoch { get; init; }

    public required string Company { get; init; }

    public required string? Nip { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset? DeletingSince { get; init; }

    public required ImmutableArray<NumberMask> Masks { get; init; }

    public required int Users { get; init; }

    /// <summary>Whether there is a key for its attachments; tenants from before there were any get one when they are next claimed.</summary>
    public bool HasKey { get; init; }

    /// <summary>Bytes of all attachments.</summary>
    public long StorageUsed { get; init; }

    /// <summary>Registrations by kind and first day of the Warsaw month; a missing one is 0.</summary>
    public required ImmutableDictionary<(RegisterKind Kind, DateOnly Month), int> Counters { get; init; }

    /// <summary>The last number given by series and year; a missing one is 0.</summary>
    public required ImmutableDictionary<(Series Series, int Year), int> LastSequences { get; init; }

    public int Used(RegisterKind kind, DateOnly month) => Counters.GetValueOrDefault((kind, month));

    public int NextSequence(Series series, int year) => LastSequences.GetValueOrDefault((series, year)) + 1;

    public TenantFacts WithRegistration(Series series, int year, int sequence, DateOnly month, int used) => this with
    {
        Counters = Counters.SetItem((series.Kind(), month), used),
        LastSequences = LastSequences.SetItem((series, year), sequence),
    };
}
