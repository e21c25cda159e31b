namespace AleSekretariat.Silo.Mail;

/// <summary>The words of one mail, before they have a form. Values are plain text: whoever gives them a form encodes them.</summary>
/// <param name="Language">"pl" or "en".</param>
/// <param name="Subject">One line.</param>
/// <param name="Title">The heading.</param>
/// <param name="Paragraphs">What it says.</param>
/// <param name="Facts">Names and values to look up.</param>
/// <param name="Button">Where to go.</param>
/// <param name="LinkHint">What stands before the button's address for whom the button does not work.</param>
/// <param name="Note">In small print; may be empty.</param>
/// <param name="Footer">Who writes, and why.</param>
internal sealed record MailContent(
    string Language,
    string Subject,
    string Title,
    IReadOnlyList<string> Paragraphs,
    IReadOnlyList<(string Name, string Value)> Facts,
    (string Text, Uri Target)? Button,
    string LinkHint,
    string Note,
    string Footer);
