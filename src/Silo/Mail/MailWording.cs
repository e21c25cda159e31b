using System.Globalization;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Time;
using AleSekretariat.Keys;

namespace AleSekretariat.Silo.Mail;

/// <summary>
/// Which words a kind of mail has, and where its button leads. Each kind is a text of <c>Resources/MailTexts.resx</c>; what is
/// not in the row's details cannot be said.
/// </summary>
internal sealed class MailWording(MailOptions options, LinkSecrets links)
{
    private const string SignIn = "/account/sign-in";
    private const string Packages = "/billing/packages";

    /// <summary>The words of a mail.</summary>
    /// <exception cref="UnknownMailException">A kind or a value that this version does not know or does not find.</exception>
    public MailContent Of(OwedMail mail)
    {
        var texts = new MailTexts(Detail(mail, "culture"), Values(mail));
        return mail.Kind switch
        {
            "expiryIn30Days" or "expiryIn14Days" or "expiryIn7Days" or "expiryIn1Day" => IsGreen(mail)
                ? Content(texts, "expiry.green", Licence(mail, texts), SignIn)
                : Content(texts, "expiry.paid", Licence(mail, texts), Packages),
            "readOnlyBegan" => IsGreen(mail)
                ? Content(texts, "readOnly.green", Licence(mail, texts), SignIn)
                : Content(texts, "readOnly.paid", Licence(mail, texts), Packages),
            "deletionIn14Days" or "deletionIn7Days" or "deletionIn1Day" => IsGreen(mail)
                ? Content(texts, "deletion.green", Licence(mail, texts), SignIn)
                : Content(texts, "deletion.paid", Licence(mail, texts), Packages),
            "accountDeleted" => Content(texts, "accountDeleted", [], path: null),
            "confirmEmail" => Content(texts, "confirmEmail", [], Link(mail, "/account/confirm/", "confirm-email")),
            "resetPassword" => Content(texts, "resetPassword", [], Link(mail, "/account/reset/", "reset-password")),
            "invitation" => Content(texts, "invitation", Invitation(mail, texts), Link(mail, "/account/invitation/", "invitation")),
            "securityNotice" => Content(texts, "securityNotice", Security(mail, texts), SignIn),
            "digest" => Content(texts, "digest", Digest(mail, texts), "/deadlines"),
            _ => throw new UnknownMailException($"The kind {mail.Kind} has no text."),
        };
    }

    private MailContent Content(MailTexts texts, string text, IReadOnlyList<(string, string)> facts, string? path) => new(
        texts.Language,
        texts[text + ".Subject"],
        texts[text + ".Title"],
        texts[text + ".Body"].Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        facts,
        path is null ? null : (texts[text + ".Button"], new Uri(options.PublicAddress, path)),
        texts["LinkHint"],
        texts.Find(text + ".Note") ?? "",
        texts["Footer"]);

    private string Link(OwedMail mail, string path, string purpose) => Guid.TryParse(Detail(mail, "linkId"), out var id)
        ? path + links.TokenOf(purpose, id)
        : throw new UnknownMailException("The link has no id.");

    private static List<(string, string)> Licence(OwedMail mail, MailTexts texts)
    {
        var facts = new List<(string, string)>
        {
            (texts["Fact.Company"], texts.Value("company")),
            (texts["Fact.Package"], texts.Value("package")),
            (texts["Fact.LastDay"], texts.Value("lastDay")),
        };
        // Before the end nobody is told of a deletion that will not come to it.
        if (!mail.Kind.StartsWith("expiry", StringComparison.Ordinal))
            facts.Add((texts["Fact.Deletion"], texts.Value("deletionOn")));
        return facts;
    }

    private static List<(string, string)> Invitation(OwedMail mail, MailTexts texts)
    {
        var facts = new List<(string, string)>
        {
            (texts["Fact.Company"], texts.Value("company")),
            (texts["Fact.Inviter"], texts.Value("inviter")),
        };
        if (texts.Find("Role." + Detail(mail, "role").ToLowerInvariant()) is { } role)
            facts.Add((texts["Fact.Role"], role));
        facts.Add((texts["Fact.Expires"], texts.Value("expiresOn")));
        return facts;
    }

    private static List<(string, string)> Security(OwedMail mail, MailTexts texts) =>
    [
        (texts["Fact.Change"], texts.Find("Change." + Detail(mail, "what")) ?? texts["Change.other"]),
        (texts["Fact.Account"], texts.Value("recipient")),
        (texts["Fact.When"], texts.Value("owedAt")),
    ];

    /// <summary>The lines of a digest: <c>when01</c> and <c>what01</c> and so on, at last how many there are beside them.</summary>
    private static List<(string, string)> Digest(OwedMail mail, MailTexts texts)
    {
        var lines = new List<(string, string)>();
        foreach (var when in mail.Details.Keys.Where(name => name.StartsWith("when", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            lines.Add((texts.Value(when), texts.Value("what" + when["when".Length..])));
        if (mail.Details.ContainsKey("more"))
            lines.Add(("", texts.Value("more")));
        return lines;
    }

    private static bool IsGreen(OwedMail mail) => string.Equals(Detail(mail, "package"), nameof(Package.Green), StringComparison.OrdinalIgnoreCase);

    /// <summary>The details as people read them.</summary>
    private static Dictionary<string, string> Values(OwedMail mail)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["recipient"] = mail.Recipient,
            ["owedAt"] = WarsawTime.LocalOf(mail.OwedAt).ToString("dd.MM.yyyy, H:mm", CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in mail.Details)
        {
            if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                values[name] = Day(day);
                // What ends at the midnight that begins a day is good through the day before.
                if (string.Equals(name, "validUntil", StringComparison.Ordinal))
                    values["lastDay"] = Day(day.AddDays(-1));
            }
            else
            {
                values[name] = string.Equals(name, "package", StringComparison.Ordinal) && Enum.TryParse<Package>(value, ignoreCase: true, out var package)
                    ? package.ToString()
                    : value;
            }
        }

        return values;
    }

    private static string Day(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    private static string Detail(OwedMail mail, string name) =>
        mail.Details.TryGetValue(name, out var value) ? value : throw new UnknownMailException($"The details lack {name}.");
}

/// <summary>A newer host wrote what this one cannot say yet: the mail waits.</summary>
internal sealed class UnknownMailException(string message) : Exception(message);
