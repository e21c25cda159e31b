namespace AleSekretariat.Web.Pages.Shared;

/// <summary>A browser in words a person recognises, "Firefox, Windows", from what it says of itself.</summary>
public static class BrowserName
{
    // Browsers name those they descend from: the youngest name goes first.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>The name; null when neither browser nor system is one we know.</summary>
    public static string? Of(string? userAgent)
    {
        string?[] words = [Known(Browsers, userAgent), Known(Systems, userAgent)];
        return string.Join(", ", words.OfType<string>()) is { Length: > 0 } name ? name : null;
    }

    private static string? Known((string Sign, string Name)[] known, string? userAgent) =>
        userAgent is null ? null : Array.Find(known, one => userAgent.Contains(one.Sign, StringComparison.Ordinal)).Name;
}
