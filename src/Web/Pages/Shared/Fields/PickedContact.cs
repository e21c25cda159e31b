using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AleSekretariat.Web.Pages.Shared.Fields;

/// <summary>The contact picked in a field (combobox.js): posted hidden beside the name, as ContactId and ContactName.</summary>
/// <param name="Id">The contact; null or blank for a name that was only typed.</param>
/// <param name="Name">Its name when it was picked.</param>
/// <param name="Texts">The words for it.</param>
public sealed record PickedContact(string? Id, string? Name, Texts<ContactTexts> Texts)
{
    /// <summary>The contact meant: the one picked, as long as the field still holds its name. Edited afterwards, the text is a plain name.</summary>
    public static Guid? IdOf(string? id, string? name, string? typed) =>
        Guid.TryParse(id, out var picked) && !string.IsNullOrWhiteSpace(name) && string.Equals(name.Trim(), typed?.Trim(), StringComparison.Ordinal) ? picked : null;

    internal void Describe(TagHelperOutput field, string fieldName)
    {
        field.Attributes.SetAttribute("data-contact", Texts["Pick.List"]);
        field.Attributes.SetAttribute("data-contact-picked", Texts["Pick.Picked"]);
        field.Attributes.SetAttribute("data-contact-failed", Texts["Pick.Failed"]);
        var prefix = fieldName[..(fieldName.LastIndexOf('.') + 1)];
        field.Content.AppendHtml(Hidden(prefix + "ContactId", Id)).AppendHtml(Hidden(prefix + "ContactName", Name));
    }

    private static TagBuilder Hidden(string name, string? value) => new("input")
    {
        TagRenderMode = TagRenderMode.SelfClosing,
        Attributes = { ["type"] = "hidden", ["name"] = name, ["value"] = value ?? "" },
    };
}
