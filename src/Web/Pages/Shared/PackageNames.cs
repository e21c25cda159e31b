using AleSekretariat.Domain.Licensing;

namespace AleSekretariat.Web.Pages.Shared;

/// <summary>A package's name and its glyph of one to four sheets; both are the same in every language.</summary>
public static class PackageNames
{
    /// <summary>Green, Silver, Gold, Platinum.</summary>
    public static string Of(Package package) => package.ToString();

    /// <summary>The class of its colours.</summary>
    public static string Style(Package package) => package switch
    {
        Package.Green => "green",
        Package.Silver => "silver",
        Package.Gold => "gold",
        _ => "platinum",
    };

    /// <summary>The symbol of the sprite.</summary>
    public static string Glyph(Package package) => package switch
    {
        Package.Green => "as-pk1",
        Package.Silver => "as-pk2",
        Package.Gold => "as-pk3",
        _ => "as-pk4",
    };
}
