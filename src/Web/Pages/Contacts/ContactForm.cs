using System.Globalization;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Pages.Contacts;

/// <summary>A contact as typed.</summary>
public sealed class ContactForm
{
    private const string Prefix = "Form.";

    /// <summary>One key for one form: sent twice, it is stored once.</summary>
    public string? Key { get; set; }

    /// <summary>The version that was read when the form was opened.</summary>
    public string? Version { get; set; }

    public string? Name { get; set; }
    public string? Nip { get; set; }
    public string? Regon { get; set; }
    public string? Address { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string? EDeliveryAddress { get; set; }

    /// <summary>The form of a contact that is there already.</summary>
    public static ContactForm Of(ContactRow contact, string key) => new()
    {
        Key = key,
        Version = contact.Version.ToString(CultureInfo.InvariantCulture),
        Name = contact.Name,
        Nip = contact.Nip,
        Regon = contact.Regon,
        Address = contact.Address,
        Email = contact.Email,
        Phone = contact.Phone,
        EDeliveryAddress = contact.EDeliveryAddress,
    };

    /// <summary>What was typed, for the tenant to check.</summary>
    public ContactDetails Read() => new()
    {
        Name = Name ?? "",
        Nip = Nip,
        Regon = Regon,
        Address = Address,
        Email = Email,
        Phone = Phone,
        EDeliveryAddress = EDeliveryAddress,
    };

    /// <summary>The version read; what is none matches no contact.</summary>
    public int ReadVersion() => int.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>The form's name of a field of the API.</summary>
    public static string NameOf(string field) => Prefix + field switch
    {
        "nip" => nameof(Nip),
        "regon" => nameof(Regon),
        "address" => nameof(Address),
        "email" => nameof(Email),
        "phone" => nameof(Phone),
        "eDeliveryAddress" => nameof(EDeliveryAddress),
        _ => nameof(Name),
    };
}
