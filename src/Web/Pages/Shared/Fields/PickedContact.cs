namespace AleSekretariat.Web.Pages.Shared.Fields;

/// <summary>The contact picked in a field (combobox.js), posted hidden beside the name as ContactId and ContactName.</summary>
public static class PickedContact
{
    /// <summary>The contact meant: the one picked, as long as the field still holds its name. Edited afterwards, the text is a plain name.</summary>
    public static Guid? IdOf(string? id, string? name, string? typed) =>
        Guid.TryParse(id, out var picked) && !string.IsNullOrWhiteSpace(name) && string.Equals(name.Trim(), typed?.Trim(), StringComparison.Ordinal) ? picked : null;
}
