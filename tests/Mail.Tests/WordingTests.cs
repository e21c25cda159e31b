using System.Text.RegularExpressions;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Silo.Mail;
using AleSekretariat.Web.Accounts;
using MimeKit;

namespace AleSekretariat.Mail.Tests;

/// <summary>Every kind of mail that anybody owes has its words, in both languages and in both forms.</summary>
public sealed partial class WordingTests
{
    public static TheoryData<string, string, string> Every() =>
        [.. from kind in Mails.Kinds from culture in (string[])["pl", "en"] from package in (string[])["green", "gold"] select new TheoryDataRow<string, string, string>(kind, culture, package)];

    public static TheoryData<string> Changes() =>
        [.. typeof(SecurityChange).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(Every))]
    public void Kind_InALanguage_SaysEverythingInTextAndHtml(string kind, string culture, string package)
    {
        var message = Mails.Composer().Compose(Mails.Of(kind, culture, package));

        Assert.False(string.IsNullOrWhiteSpace(message.Subject));
        Assert.Equal(culture, message.Headers[HeaderId.ContentLanguage]);
        Assert.Equal("multipart/alternative", message.Body!.ContentType.MimeType);
        foreach (var body in (string[])[message.Subject!, message.TextBody!, message.HtmlBody!])
        {
            Assert.DoesNotMatch(Place(), Style().Replace(body, ""));
            Assert.DoesNotContain("00:00", body, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("<img", message.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", Ours().Replace(message.HtmlBody!, ""), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(kind == "accountDeleted", !message.TextBody!.Contains("https://sekretariat.example.com/", StringComparison.Ordinal));
    }

    [Fact]
    public void Milestones_AreAllKnown()
    {
        var owed = Enum.GetValues<MilestoneKind>().Where(kind => kind != MilestoneKind.DeletionDue)
            .Select(kind => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..]);

        Assert.Equal(owed.Order(StringComparer.Ordinal), Mails.LicenceKinds.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void SecurityChange_HasWordsOfItsOwn(string what)
    {
        foreach (var culture in (string[])["pl", "en"])
        {
            var other = Mails.Composer().Compose(Mails.Of("securityNotice", culture, what: "somethingNew")).TextBody;
            Assert.NotEqual(other, Mails.Composer().Compose(Mails.Of("securityNotice", culture, what: what)).TextBody);
        }
    }

    [Theory]
    [InlineData("confirmEmail", "confirm", "confirm-email")]
    [InlineData("resetPassword", "reset", "reset-password")]
    [InlineData("invitation", "invitation", "invitation")]
    public void Link_LeadsToOurAddress_WithATokenForItsPurpose(string kind, string path, string purpose)
    {
        var text = Mails.Composer().Compose(Mails.Of(kind)).TextBody!;

        var link = Regex.Match(text, $"https://sekretariat\\.example\\.com/account/{path}/([A-Za-z0-9_-]+)\\s", RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.True(Mails.Links.TryRead(purpose, link.Groups[1].Value, out var id));
        Assert.Equal(Mails.Of(kind).Details["linkId"], id.ToString());
    }

    [Fact]
    public void Dates_AreTheLastDayAndTheDayOfDeletion()
    {
        var text = Mails.Composer().Compose(Mails.Of("readOnlyBegan")).TextBody!;

        Assert.Contains("22.12.2026", text, StringComparison.Ordinal);
        Assert.Contains("22.01.2027", text, StringComparison.Ordinal);
        Assert.DoesNotContain("23.12.2026", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Company_ThatIsMarkupOrALineBreak_StaysAName()
    {
        var message = Mails.Composer().Compose(Mails.Of("readOnlyBegan", company: "A\r\nBcc: evil@example.org\r\n\r\n<script>alert(1)</script>{package}\u202Etxt"));

        Assert.Equal(["anna@example.com"], message.GetRecipients().Select(mailbox => mailbox.Address));
        Assert.Null(message.Headers["Bcc"]);
        Assert.DoesNotContain('\n', message.Subject!);
        Assert.DoesNotContain('\u202E', message.Subject!);
        Assert.Contains("{package}", message.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", message.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("anna")]
    [InlineData("anna@example.com, evil@example.org")]
    [InlineData("anna@example.com\r\nBcc: evil@example.org")]
    public void Recipient_ThatIsNotOneAddress_IsRefused(string recipient) =>
        Assert.Throws<UnusableRecipientException>(() => Mails.Composer().Compose(Mails.Of("confirmEmail") with { Recipient = recipient }));

    [Fact]
    public void MessageId_IsTheKeys_AndSaysNothingOfIt()
    {
        var mail = Mails.Of("readOnlyBegan") with { Key = "0199f3a5-aaaa/readOnly" };

        var id = Mails.Composer().Compose(mail).MessageId;

        Assert.Equal(id, Mails.Composer().Compose(mail with { Attempt = 7 }).MessageId);
        Assert.NotEqual(id, Mails.Composer().Compose(mail with { Key = "another" }).MessageId);
        Assert.DoesNotContain("0199f3a5", id, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\{[a-zA-Z]+\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Place();

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Style();

    [GeneratedRegex("https://sekretariat\\.example\\.com/", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ours();
}
