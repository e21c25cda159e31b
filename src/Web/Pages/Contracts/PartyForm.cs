using AleSekretariat.Web.Pages.Shared.Fields;

namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>A party as typed.</summary>
public sealed class PartyForm
{
    public string? Name { get; set; }
    public string? Nip { get; set; }
    public string? Role { get; set; }

    /// <summary>The contact picked for the name, and its name then.</summary>
    public string? ContactId { get; set; }
    public string? ContactName { get; set; }

    /// <summary>The contact meant; null for a name that was typed, or typed over.</summary>
    public Guid? Contact => PickedContact.IdOf(ContactId, ContactName, Name);

    /// <summary>Whether the row was left alone.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Nip) && string.IsNullOrWhiteSpace(Role);
}
