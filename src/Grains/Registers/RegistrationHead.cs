using AleSekretariat.Domain.Registers;

namespace AleSekretariat.Grains.Registers;

/// <summary>
/// What every registration carries, whichever register it goes to: the claim it is made under, the number it takes, the
/// counter value it leads to, who registers, and the client's key with the answer to keep under it.
/// </summary>
internal sealed record RegistrationHead
{
    public required Guid TenantId { get; init; }

    /// <summary>The epoch the activation claimed: the database writes nothing under another one.</summary>
    public required long Epoch { get; init; }

    public required Guid Id { get; init; }

    public required Series Series { get; init; }

    /// <summary>Warsaw year of registration.</summary>
    public required int Year { get; init; }

    /// <summary>The number in the series; the database demands that the one before was the last.</summary>
    public required int Sequence { get; init; }

    public required string Number { get; init; }

    /// <summary>First day of the Warsaw month whose counter is raised.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>The counter after this registration; the database demands that it stood one lower.</summary>
    public required int Used { get; init; }

    /// <summary>The limit the counter may reach; null = no limit.</summary>
    public required int? Limit { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    public required Guid ActorId { get; init; }

    public required string ActorName { get; init; }

    /// <summary>Route, key and body hash come together, and only together with <see cref="Answer"/>.</summary>
    public string? Route { get; init; }

    public string? Key { get; init; }

    public byte[]? BodyHash { get; init; }

    /// <summary>The answer as JSON.</summary>
    public string? Answer { get; init; }
}
