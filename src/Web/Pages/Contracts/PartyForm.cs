namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>A party as typed.</summary>
public sealed class PartyForm
{
    public string? Name { get; set; }
    public string? Nip { get; set; }
    public string? Role { get; set; }

    /// <summary>Whether the row was left alone.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Nip) && string.IsNullOrWhiteSpace(Role);
}
