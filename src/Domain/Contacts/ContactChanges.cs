using AleSekretariat.Domain.Registers;

namespace AleSekretariat.Domain.Contacts;

/// <summary>What changes and mergers do to a contact's fields. Drafts here are normalized ones.</summary>
public static class ContactChanges
{
    /// <summary>The fields that differ, with their values before and after; empty when nothing does.</summary>
    public static IReadOnlyList<FieldChange> Between(ContactDraft before, ContactDraft after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return
        [
            .. Fields(before).Zip(Fields(after), (was, now) => new FieldChange(was.Field, was.Value, now.Value))
                .Where(change => !string.Equals(change.Before, change.After, StringComparison.Ordinal)),
        ];
    }

    /// <summary>The contact that stays when another is merged into it: its own values, and the other's where it has none.</summary>
    /// <param name="stays">The one that stays.</param>
    /// <param name="goes">The one that goes.</param>
    public static ContactDraft Merged(ContactDraft stays, ContactDraft goes)
    {
        ArgumentNullException.ThrowIfNull(stays);
        ArgumentNullException.ThrowIfNull(goes);
        return stays with
        {
            Nip = stays.Nip ?? goes.Nip,
            Regon = stays.Regon ?? goes.Regon,
            Address = stays.Address ?? goes.Address,
            Email = stays.Email ?? goes.Email,
            Phone = stays.Phone ?? goes.Phone,
            EDeliveryAddress = stays.EDeliveryAddress ?? goes.EDeliveryAddress,
        };
    }

    private static IEnumerable<(string Field, string? Value)> Fields(ContactDraft contact) =>
    [
        ("name", contact.Name),
        ("nip", contact.Nip),
        ("regon", contact.Regon),
        ("address", contact.Address),
        ("email", contact.Email),
        ("phone", contact.Phone),
        ("eDeliveryAddress", contact.EDeliveryAddress),
    ];
}
