using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Grains.Registers;

/// <summary>What the tenant gives to the next registration: its id, number and moment.</summary>
internal sealed record RegistrationSlot(Guid Id, string Number, int Sequence, int Year, DateTimeOffset At, Actor Actor);
