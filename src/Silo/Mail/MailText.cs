using System.Text;

namespace AleSekretariat.Silo.Mail;

/// <summary>A mail as plain text.</summary>
internal static class MailText
{
    public static string Of(MailContent content)
    {
        var text = new StringBuilder();
        Block(content.Title);
        foreach (var paragraph in content.Paragraphs)
            Block(paragraph);
        if (content.Facts.Count > 0)
            Block(string.Join('\n', content.Facts.Select(fact => $"{fact.Name}: {fact.Value}")));
        if (content.Button is { } button)
            Block($"{button.Text}:\n{button.Target.AbsoluteUri}");
        if (content.Note.Length > 0)
            Block(content.Note);
        // The separator by which mail programs know a signature.
        text.Append("-- \n").Append(content.Footer).Append('\n');
        return text.ToString();

        void Block(string block) => text.Append(block).Append("\n\n");
    }
}
