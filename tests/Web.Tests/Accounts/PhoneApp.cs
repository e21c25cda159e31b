using System.Net;
using System.Text.RegularExpressions;
using AleSekretariat.Testing;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Accounts;

/// <summary>Sets up an authenticator app for a signed-in person, through the page.</summary>
internal static partial class PhoneApp
{
    private const string Page = "/account/two-factor";

    public static async Task<AuthenticatorApp> SetUpAsync(Visitor visitor, string password)
    {
        (await visitor.SendAsync(Page + "?handler=Begin", await visitor.GetAsync(Page), ("Password", password))).Expect(HttpStatusCode.Redirect);
        var shown = await visitor.GetAsync(Page);
        var app = AuthenticatorApp.With(Key().Match(shown.Text).Groups["key"].Value);
        var codes = await visitor.SendAsync(Page + "?handler=Confirm", shown, ("Code", app.Code));
        Assert.Contains("Zapisz kody zapasowe", codes.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        return app;
    }

    [GeneratedRegex("""data-testid="key">(?<key>[A-Z2-7 ]+)</code>""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();
}
