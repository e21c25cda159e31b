using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace AleSekretariat.Web.Pages.Shared.Drawing;

/// <summary>
/// A drawing of the sprite: <c>&lt;icon name="ti-mail" /&gt;</c> of Tabler, <c>&lt;icon name="as-done" /&gt;</c> of ours. The
/// build puts an icon into the sprite when its name is written out somewhere in the pages.
/// </summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper(IFileVersionProvider versions, Microsoft.AspNetCore.Http.IHttpContextAccessor http) : TagHelper
{
    /// <summary>The symbol's name.</summary>
    public required string Name { get; set; }

    /// <summary>What a reader who cannot see it is told; without it the drawing is decoration.</summary>
    public string? Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Name.StartsWith("ti-", StringComparison.Ordinal))
            output.Attributes.SetAttribute("class", ("icon " + output.Attributes["class"]?.Value).TrimEnd());
        if (Label is null)
        {
            output.Attributes.SetAttribute("aria-hidden", "true");
        }
        else
        {
            output.Attributes.SetAttribute("role", "img");
            output.Attributes.SetAttribute("aria-label", Label);
        }

        var sprite = versions.AddFileVersionToPath(http.HttpContext!.Request.PathBase, "/lib/icons.svg");
        output.Content.SetHtmlContent($"<use href=\"{sprite}#{Name}\"/>");
    }
}
