using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace AleSekretariat.Web.Access;

/// <summary>
/// Outside Development every cookie is <c>Secure</c> and named <c>__Host-…</c>: browsers take such a one from this host over TLS
/// only, so that no neighbouring subdomain and nobody on the line can plant his own.
/// </summary>
internal static class CookieProtection
{
    private const string Prefix = "__Host-";

    /// <summary>The name a cookie has on this host.</summary>
    public static string NameOf(string cookie, WebOptions options) => options.SecureCookies ? Prefix + cookie : cookie;

    /// <summary>Holds for all authentication cookies, also those that are added later. Call it after they are named.</summary>
    public static void AddCookieProtection(this IServiceCollection services, WebOptions options)
    {
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "ale.antiforgery");
        if (!options.SecureCookies)
            return;
        services.PostConfigureAll<CookieAuthenticationOptions>(authentication =>
        {
            authentication.Cookie.Name = Prefix + authentication.Cookie.Name;
            authentication.Cookie.Path = "/";
            authentication.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        });
        services.PostConfigure<AntiforgeryOptions>(antiforgery => antiforgery.Cookie = new SecureCookie
        {
            Name = Prefix + antiforgery.Cookie.Name,
            Path = "/",
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            IsEssential = true,
        });
    }

    /// <summary>
    /// Says <c>Secure</c> by itself. The policy that does makes Antiforgery throw on plain HTTP: a node whose proxy is not believed
    /// yet would answer 500 in place of a page whose form cannot be sent.
    /// </summary>
    private sealed class SecureCookie : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var cookie = base.Build(context, expiresFrom);
            cookie.Secure = true;
            return cookie;
        }
    }
}
