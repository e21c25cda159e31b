using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AleSekretariat.Web.Pages.Shared.Fields;

/// <summary>
/// A labelled field with its hint and its mistake tied to it. What was typed stays, also when it was wrong. The content, if
/// any, are the options of a <c>select</c>. No maxlength: a pasted text is never cut, the rules say when it is too long.
/// </summary>
[HtmlTargetElement("field")]
public sealed class FieldTagHelper(Texts<FormTexts> texts) : TagHelper
{
    /// <summary>Name of the posted value, e.g. <c>Form.Subject</c>.</summary>
    public required string Name { get; set; }

    public required string Label { get; set; }

    public string? Value { get; set; }

    /// <summary><c>text</c>, <c>password</c>, <c>email</c>, <c>area</c>, <c>date</c> or <c>select</c>.</summary>
    public string Kind { get; set; } = "text";

    /// <summary>Words beside the label: optional, or what is expected.</summary>
    public string? Beside { get; set; }

    /// <summary>A line below; gives way to a mistake.</summary>
    public string? Hint { get; set; }

    public bool Required { get; set; }

    /// <summary>What the browser may fill in; nothing by default.</summary>
    public string Autocomplete { get; set; } = "off";

    /// <summary>Which keyboard a phone shows.</summary>
    public string? Inputmode { get; set; }

    /// <summary>The id of a list of suggestions.</summary>
    public string? List { get; set; }

    /// <summary>Whether the page begins here.</summary>
    public bool Begin { get; set; }

    /// <summary>Texts of the label by the value of another field, "Name: value=text; …", for form.js.</summary>
    public LabelByChoice? LabelBy { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var id = TagBuilder.CreateSanitizedId(Name, "_");
        var mistake = View.ModelState.TryGetValue(Name, out var entry) && entry.ValidationState == ModelValidationState.Invalid
            ? entry.Errors[0].ErrorMessage
            : null;
        var options = await output.GetChildContentAsync();

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.AppendHtml(LabelOf(id));
        output.Content.AppendHtml(Control(id, mistake, options));
        if (mistake is not null)
            output.Content.AppendHtml(Mistake(id, mistake));
        else if (Hint is not null)
            output.Content.AppendHtml(HintOf(id));
    }

    private TagBuilder LabelOf(string id)
    {
        var label = new TagBuilder("label") { Attributes = { ["for"] = id, ["class"] = "form-label" } };
        var words = new TagBuilder("span");
        words.InnerHtml.Append(Label);
        LabelBy?.Describe(words);
        label.InnerHtml.AppendHtml(words);
        if (Beside is not null)
        {
            var beside = new TagBuilder("span") { Attributes = { ["class"] = "opt" } };
            beside.InnerHtml.Append(Beside);
            label.InnerHtml.AppendHtml(" ").AppendHtml(beside);
        }

        return label;
    }

    private TagBuilder Control(string id, string? mistake, IHtmlContent options)
    {
        var control = new TagBuilder(Kind switch { "area" => "textarea", "select" => "select", _ => "input" });
        control.Attributes["id"] = id;
        control.Attributes["name"] = Name;
        control.Attributes["class"] = Kind == "select" ? "form-select" : Kind == "date" ? "form-control num" : "form-control";
        if (mistake is not null)
        {
            control.AddCssClass("is-invalid");
            control.Attributes["aria-invalid"] = "true";
        }

        if (mistake is not null || Hint is not null)
            control.Attributes["aria-describedby"] = id + (mistake is not null ? "_error" : "_hint");
        if (Required)
            control.Attributes["aria-required"] = "true";
        if (Begin)
            control.Attributes["autofocus"] = "";
        Fill(control, options);
        return control;
    }

    private void Fill(TagBuilder control, IHtmlContent options)
    {
        switch (Kind)
        {
            case "select":
                control.InnerHtml.AppendHtml(options);
                return;
            case "area":
                control.Attributes["rows"] = "2";
                // The parser drops one line end at the beginning.
                control.InnerHtml.AppendHtml("\n").Append(Value ?? "");
                break;
            default:
                control.TagRenderMode = TagRenderMode.SelfClosing;
                control.Attributes["type"] = Kind == "date" ? "text" : Kind;
                if (Kind != "password")
                    control.Attributes["value"] = Value ?? "";
                break;
        }

        control.Attributes["autocomplete"] = Autocomplete;
        if (Kind == "date")
            control.Attributes["placeholder"] = texts["Date.Placeholder"];
        if (Inputmode is not null)
            control.Attributes["inputmode"] = Inputmode;
        if (List is not null)
            control.Attributes["list"] = List;
    }

    private TagBuilder HintOf(string id)
    {
        var hint = new TagBuilder("div") { Attributes = { ["class"] = "as-hint", ["id"] = id + "_hint" } };
        hint.InnerHtml.Append(Hint!);
        return hint;
    }

    private static TagBuilder Mistake(string id, string text)
    {
        var mistake = new TagBuilder("div") { Attributes = { ["class"] = "as-err", ["id"] = id + "_error" } };
        mistake.InnerHtml.Append(text);
        return mistake;
    }
}

/// <summary>A label whose words follow a choice elsewhere in the form: "Nadawca" of incoming, "Adresat" of outgoing.</summary>
/// <param name="Field">The name of the choice.</param>
/// <param name="Words">The words by the value chosen.</param>
public sealed record LabelByChoice(string Field, params IReadOnlyList<(string Value, string Text)> Words)
{
    internal void Describe(TagBuilder label)
    {
        label.Attributes["data-text-by"] = Field;
        foreach (var (value, text) in Words)
            label.Attributes["data-text" + value] = text;
    }
}
