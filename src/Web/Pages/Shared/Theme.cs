using AleSekretariat.Web.Access;

namespace AleSekretariat.Web.Pages.Shared;

/// <summary>Light, dark, or as the device has it: chosen per account, and per browser before signing in.</summary>
public static class Theme
{
    /// <summary>As the device has it.</summary>
    public const string Auto = "auto";

    /// <summary>Dark ink on paper.</summary>
    public const string Light = "light";

    /// <summary>The other way round.</summary>
    public const string Dark = "dark";

    /// <summary>The cookie of the choice.</summary>
    public const string Cookie = "theme";

    /// <summary>The choice of whoever looks at the page.</summary>
    public static string Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return Known(SignedInPerson.Of(http)?.Theme ?? http.Request.Cookies[CookieProtection.NameOf(Cookie, http.RequestServices.GetRequiredService<WebOptions>())]) ?? Auto;
    }

    /// <summary>The value if it is one of the three.</summary>
    public static string? Known(string? value) => value is Auto or Light or Dark ? value : null;
}
