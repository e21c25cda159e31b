using System.ComponentModel.DataAnnotations;
using AleSekretariat.Silo.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace AleSekretariat.Mail.Tests;

/// <summary>A wrong setting names itself; outside Development nothing is assumed.</summary>
public sealed class SettingsTests
{
    private static readonly Dictionary<string, string?> Good = new(StringComparer.Ordinal)
    {
        ["PublicAddress"] = "https://sekretariat.example.com",
        ["Mail:Kind"] = "smtp",
        ["Mail:From"] = "aleSekretariat <biuro@example.com>",
        ["Mail:Smtp:Host"] = "mail.example.com",
    };

    [Theory]
    [InlineData("PublicAddress", null)]
    [InlineData("PublicAddress", "sekretariat.example.com")]
    [InlineData("PublicAddress", "ftp://sekretariat.example.com")]
    [InlineData("PublicAddress", "https://sekretariat.example.com/app")]
    [InlineData("PublicAddress", "https://a:b@sekretariat.example.com")]
    [InlineData("Mail:Kind", null)]
    [InlineData("Mail:Kind", "pigeon")]
    [InlineData("Mail:From", null)]
    [InlineData("Mail:From", "biuro")]
    [InlineData("Mail:Smtp:Host", null)]
    [InlineData("Mail:Smtp:Port", "0")]
    [InlineData("Mail:Smtp:Security", "maybe")]
    [InlineData("Mail:Smtp:Authority", "/nowhere.pem")]
    public void Setting_WrongOrMissingInProduction_IsNamed(string setting, string? value)
    {
        var fault = Assert.Throws<ValidationException>(() => Read(Environments.Production, setting, value));

        Assert.Contains(setting.Replace(":", "__", StringComparison.Ordinal), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Password_OverAnOpenLine_IsRefused()
    {
        var settings = new Dictionary<string, string?>(Good, StringComparer.Ordinal) { ["Mail:Smtp:User"] = "biuro", ["Mail:Smtp:Security"] = "none" };

        Assert.Throws<ValidationException>(() => Read(Environments.Production, settings));
    }

    [Fact]
    public void Server_UnlessToldOtherwise_MustSpeakTls() =>
        Assert.Equal((SmtpSecurity.StartTls, 587), (Read(Environments.Production, Good).Smtp!.Security, Read(Environments.Production, Good).Smtp!.Port));

    [Fact]
    public void Development_NeedsNoSetting_AndDropsFiles()
    {
        var options = Read(Environments.Development, new Dictionary<string, string?>(StringComparer.Ordinal) { ["DataDirectory"] = "/data" });

        Assert.Null(options.Smtp);
        Assert.Equal(("/data/mail", "http://127.0.0.1:5080/"), (options.Directory, options.PublicAddress.AbsoluteUri));
    }

    private static MailOptions Read(string environment, string setting, string? value) =>
        Read(environment, new Dictionary<string, string?>(Good, StringComparer.Ordinal) { [setting] = value });

    private static MailOptions Read(string environment, Dictionary<string, string?> settings) => MailOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), new HostingEnvironment { EnvironmentName = environment });
}
