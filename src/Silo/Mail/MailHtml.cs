using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace AleSekretariat.Silo.Mail;

/// <summary>
/// A mail as HTML: the one place where its words meet markup, and each is encoded here. A table of at most 600 px, styles on
/// the elements and nothing fetched from anywhere: what mail programs understand.
/// </summary>
internal static class MailHtml
{
    private const string Font = "font-family:Inter,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

    private const string Dark = """
        :root { color-scheme: light dark; supported-color-schemes: light dark; }
        @media (max-width: 480px) { .pad { padding-left: 20px !important; padding-right: 20px !important; } }
        @media (prefers-color-scheme: dark) {
          .desk { background-color: #12151a !important; }
          .sheet { background-color: #191d24 !important; border-color: #2b313b !important; }
          .margin { background-color: #1e232b !important; }
          .ink { color: #e9e9e4 !important; }
          .ink2 { color: #bcc1c9 !important; }
          .ink3 { color: #989fab !important; }
          .link { color: #93b4f5 !important; }
          .pen { background-color: #3d66bb !important; }
        }
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Of(MailContent content) => $"""
        <!DOCTYPE html>
        <html lang="{E(content.Language)}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <title>{E(content.Subject)}</title>
        <style>
        {Dark}
        </style>
        </head>
        <body class="desk" style="margin:0;padding:0;background-color:#f0f0ea">
        <div style="display:none;max-height:0;overflow:hidden">{E(content.Paragraphs[0])}</div>
        <table role="presentation" class="desk" width="100%" cellpadding="0" cellspacing="0" style="background-color:#f0f0ea">
        <tr><td align="center" style="padding:24px 12px">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px">
        <tr><td class="pad link" style="padding:0 32px 12px;{Font};font-size:15px;font-weight:600;color:#234a94">aleSekretariat</td></tr>
        <tr><td class="sheet pad" style="padding:32px;background-color:#ffffff;border:1px solid #e2e2da;border-radius:8px">
        <h1 class="ink" style="margin:0 0 16px;{Font};font-size:20px;line-height:28px;font-weight:600;color:#1a222e">{E(content.Title)}</h1>
        {Join(content.Paragraphs.Select(Paragraph))}
        {Facts(content)}
        {Button(content)}
        {Note(content)}
        </td></tr>
        <tr><td class="pad ink3" style="padding:16px 32px 0;{Font};font-size:12px;line-height:18px;color:#5d6572">{E(content.Footer)}</td></tr>
        </table>
        </td></tr>
        </table>
        </body>
        </html>
        """;

    private static string Paragraph(string text) =>
        $"""<p class="ink2" style="margin:0 0 16px;{Font};font-size:15px;line-height:24px;color:#444d5b">{E(text)}</p>""";

    private static string Facts(MailContent content) => content.Facts.Count == 0 ? "" : $"""
        <table role="presentation" class="margin" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 20px;background-color:#f8f8f4;border-radius:6px">
        <tr><td style="padding:12px 16px">
        <table role="presentation" cellpadding="0" cellspacing="0">
        {Join(content.Facts.Select(Fact))}
        </table>
        </td></tr>
        </table>
        """;

    private static string Fact((string Name, string Value) fact) => $"""
        <tr><td class="ink3" valign="top" style="padding:2px 16px 2px 0;{Font};font-size:13px;line-height:20px;color:#5d6572;white-space:nowrap">{E(fact.Name)}</td><td class="ink" style="padding:2px 0;{Font};font-size:13px;line-height:20px;color:#1a222e;word-break:break-word">{E(fact.Value)}</td></tr>
        """;

    private static string Button(MailContent content) => content.Button is not { } button ? "" : $"""
        <table role="presentation" cellpadding="0" cellspacing="0" style="margin:4px 0 20px">
        <tr><td class="pen" style="background-color:#234a94;border-radius:6px"><a href="{E(button.Target.AbsoluteUri)}" style="display:inline-block;padding:11px 20px;{Font};font-size:15px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none">{E(button.Text)}</a></td></tr>
        </table>
        <p class="ink3" style="margin:0 0 16px;{Font};font-size:12px;line-height:18px;color:#5d6572">{E(content.LinkHint)}<br><a class="link" href="{E(button.Target.AbsoluteUri)}" style="color:#234a94;word-break:break-all">{E(button.Target.AbsoluteUri)}</a></p>
        """;

    private static string Note(MailContent content) => content.Note.Length == 0 ? "" :
        $"""<p class="ink3" style="margin:0;{Font};font-size:13px;line-height:20px;color:#5d6572">{E(content.Note)}</p>""";

    private static string Join(IEnumerable<string> parts) => string.Join('\n', parts);

    private static string E(string text) => Encoder.Encode(text);
}
