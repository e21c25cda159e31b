using AleSekretariat.Keys;
using AleSekretariat.Silo.Mail;
using AleSekretariat.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Hosting;

namespace AleSekretariat.Mail.Tests;

/// <summary>One mail of each kind, with the details its writer gives it.</summary>
internal static class Mails
{
    public static readonly DateTimeOffset OwedAt = new(2026, 11, 25, 12, 30, 0, TimeSpan.Zero);

    private static readonly Guid LinkId = Guid.Parse("0199f3a5-1111-7222-8333-444455556666");

    public static readonly string[] LicenceKinds =
    [
        "expiryIn30Days", "expiryIn14Days", "expiryIn7Days", "expiryIn1Day", "readOnlyBegan", "deletionIn14Days", "deletionIn7Days", "deletionIn1Day",
    ];

    public static readonly string[] Kinds = [.. LicenceKinds, "accountDeleted", "confirmEmail", "resetPassword", "invitation", "securityNotice", "digest"];

    public static OwedMail Of(string kind, string culture = "pl", string package = "gold", string company = "Zażółć sp. z o.o.", string what = "passwordChanged") =>
        new($"test/{kind}", "anna@example.com", kind, Details(kind, culture, package, company, what), OwedAt, 1);

    public static MailComposer Composer(string address = "https://sekretariat.example.com")
    {
        var options = MailOptions.Read(
            new ConfigurationBuilder().AddInMemoryCollection([
                new("PublicAddress", address), new("Mail:Kind", "file"), new("Mail:From", "aleSekretariat <biuro@example.com>"),
            ]).Build(),
            new HostingEnvironment { EnvironmentName = Environments.Production });
        return new MailComposer(options, new MailWording(options, Links));
    }

    public static LinkSecrets Links { get; } = new(MasterKeys.Read(
        new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Master", TestKeys.Master)]).Build(), null));

    private static Dictionary<string, string> Details(string kind, string culture, string package, string company, string what)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal) { ["culture"] = culture };
        switch (kind)
        {
            case "accountDeleted":
                details["company"] = company;
                break;
            case "confirmEmail" or "resetPassword":
                details["linkId"] = LinkId.ToString();
                break;
            case "securityNotice":
                details["what"] = what;
                break;
            case "digest":
                details["company"] = company;
                details["summary"] = "1 po terminie";
                details["when01"] = "20.11, 5 dni temu";
                details["what01"] = "RPW/61/2026: Aneks do umowy";
                details["more"] = "i jeszcze 2 pisma";
                break;
            case "invitation":
                details["linkId"] = LinkId.ToString();
                details["company"] = company;
                details["inviter"] = "Anna Nowak";
                details["role"] = "office";
                details["expiresOn"] = "2026-12-02";
                break;
            default:
                details["company"] = company;
                details["package"] = package;
                details["validUntil"] = "2026-12-23";
                details["deletionOn"] = "2027-01-22";
                break;
        }

        return details;
    }
}
