using AleSekretariat.Domain.Registers;

namespace AleSekretariat.Domain.Contacts;

/// <summary>What a contact must satisfy before it may be stored (product.md §6). That another one looks alike is never an error.</summary>
public static class ContactRules
{
    private const string PhoneForm = "+48 42 123 45 67";

    /// <summary>What is wrong with the draft, one error for each field; empty when it may be stored.</summary>
    /// <param name="draft">As typed; it is looked at as <see cref="ContactDraft.Normalized"/> stores it.</param>
    public static IReadOnlyList<FieldError> Validate(ContactDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var checks = new FieldChecks();
        var contact = draft.Normalized();

        checks.Text("name", contact.Name, 1, 300);
        if (contact.Nip is not null && !Nip.IsValid(contact.Nip))
            checks.Add("nip", FieldError.Checksum);
        if (contact.Regon is not null && !Regon.IsValid(contact.Regon))
            checks.Add("regon", FieldError.Checksum);
        checks.Text("address", contact.Address, 0, 500, manyLines: true);
        checks.Text("email", contact.Email, 0, EmailAddress.MostCharacters);
        if (contact.Email is { } email && !EmailAddress.IsValid(email))
            checks.Add("email", FieldError.Format, "biuro@firma.pl");
        checks.Text("phone", contact.Phone, 0, 50);
        if (contact.Phone is { } phone && !IsPhone(phone))
            checks.Add("phone", FieldError.Format, PhoneForm);
        if (contact.EDeliveryAddress is { } address && !EDeliveryAddress.IsValid(address))
            checks.Add("eDeliveryAddress", FieldError.Format, EDeliveryAddress.Form);
        return checks.Errors;
    }

    /// <summary>Whatever can be dialled: extensions and several numbers are written in many ways, so only the digits are asked for.</summary>
    private static bool IsPhone(string text) => text.Count(char.IsAsciiDigit) >= 3;
}
