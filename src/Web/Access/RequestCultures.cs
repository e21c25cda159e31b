using Microsoft.AspNetCore.Localization;

namespace AleSekretariat.Web.Access;

/// <summary>
/// The language of a request. Pages: what the person chose, else the cookie of the last choice in this browser, else
/// Accept-Language. The API: Accept-Language alone. Polish where nothing says otherwise.
/// </summary>
public static class RequestCultures
{
    /// <summary>The cookie that keeps a choice made before signing in (ASP.NET Core's format).</summary>
    public const string Cookie = "ale.culture";

    /// <summary>The formatting culture of a language of ours.</summary>
    public static string CultureOf(string language) => language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en-GB" : "pl-PL";

    public static IApplicationBuilder UseRequestCultures(this IApplicationBuilder app)
    {
        var options = new RequestLocalizationOptions { ApplyCurrentCultureToResponseHeaders = false };
        // "en" and "pl" are listed for Accept-Language: en-US falls back to en.
        options.AddSupportedCultures("pl-PL", "en-GB", "pl", "en").AddSupportedUICultures("pl-PL", "en-GB", "pl", "en").SetDefaultCulture("pl-PL");
        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(http => Task.FromResult(SignedInPerson.Of(http) is { } person && !ApiPaths.IsApi(http.Request.Path)
                ? new ProviderCultureResult(CultureOf(person.Culture))
                : null)),
            new CookieRequestCultureProvider { CookieName = CookieProtection.NameOf(Cookie, app.ApplicationServices.GetRequiredService<WebOptions>()) },
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
        return app.UseRequestLocalization(options);
    }
}
