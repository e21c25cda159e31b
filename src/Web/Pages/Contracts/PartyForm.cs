using AleSekretariat.Web.Pages.Shared.Fields;

namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>A party as typed.</summary>
public sealed class PartyForm
{
    public string? Name { get; set; }
    public string? Nip { get; set; }
    public string? Regon { get; set; }
    public string? Role { get; set; }

    /// <summary>The contact the name was taken from; good as long as the name is <see cref="ContactName"/>.</summary>
    public string? ContactId { get; set; }

    /// <summary>The name that came with the contact.</summary>
    public string? ContactName { get; set; }

    /// <summary>Whether the row was left alone.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Nip) && string.IsNullOrWhiteSpace(Regon) && string.IsNullOrWhiteSpace(Role);

    /// <summary>The contact meant; null when the name was typed, or typed over.</summary>
    public Guid? Contact => PickedContact.IdOf(ContactId, ContactName, Name);
}
