using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Api;

public sealed record ContactRequest
{
    public string? Name { get; init; }
    public string? Nip { get; init; }
    public string? Regon { get; init; }
    public string? Address { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? EDeliveryAddress { get; init; }
}

public sealed record ContactResponse
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public string? Nip { get; init; }
    public string? Regon { get; init; }
    public string? Address { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? EDeliveryAddress { get; init; }
    public required int Version { get; init; }
}

/// <summary>Contacts between their JSON and the grain's command, the grain's answer, the rows read.</summary>
internal static class ContactBodies
{
    public static ContactDetails ToCommand(this ContactRequest request) => new()
    {
        Name = request.Name ?? "",
        Nip = request.Nip,
        Regon = request.Regon,
        Address = request.Address,
        Email = request.Email,
        Phone = request.Phone,
        EDeliveryAddress = request.EDeliveryAddress,
    };

    public static ContactResponse ToResponse(this SavedContact saved) => new()
    {
        Id = saved.Id,
        Name = saved.Contact.Name,
        Nip = saved.Contact.Nip,
        Regon = saved.Contact.Regon,
        Address = saved.Contact.Address,
        Email = saved.Contact.Email,
        Phone = saved.Contact.Phone,
        EDeliveryAddress = saved.Contact.EDeliveryAddress,
        Version = saved.Version,
    };

    public static ContactResponse ToResponse(this ContactRow row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Nip = row.Nip,
        Regon = row.Regon,
        Address = row.Address,
        Email = row.Email,
        Phone = row.Phone,
        EDeliveryAddress = row.EDeliveryAddress,
        Version = row.Version,
    };
}
