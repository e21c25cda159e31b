using System.Globalization;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Resources;

namespace AleSekretariat.Web.Pages.Shared;

/// <summary>How much of one register's month is used, as the top bar shows it and live.js keeps it.</summary>
/// <param name="Kind"><c>correspondence</c> or <c>contracts</c>, as in the status.</param>
/// <param name="Name">The word before the figure.</param>
/// <param name="LabelWithPlace">What is read aloud, with <c>{used}</c> for the figure.</param>
/// <param name="Used">Registrations in the month.</param>
/// <param name="Limit">The limit; null = none.</param>
public sealed record QuotaMeter(string Kind, string Name, string LabelWithPlace, int Used, int? Limit)
{
    /// <summary>Ink below 80 %, <c>warn</c> from there, <c>full</c> at the limit.</summary>
    public string? Level => Limit is not { } limit ? null : Used >= limit ? "full" : Used * 10 >= limit * 8 ? "warn" : null;

    /// <summary>0 to 100, for the width of the bar.</summary>
    public string Percent => Limit is > 0 and { } limit
        ? Math.Min(100m, 100m * Used / limit).ToString("0.#", CultureInfo.InvariantCulture)
        : "100";

    /// <summary>What is read aloud.</summary>
    public string Label => LabelWithPlace.Replace("{used}", Used.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>Announced once 80 % are used.</summary>
    public string SayWarn { get; private init; } = "";

    /// <summary>Announced when one is left.</summary>
    public string SayLast { get; private init; } = "";

    /// <summary>Announced when none is left.</summary>
    public string SayFull { get; private init; } = "";

    /// <summary>The meters of both registers.</summary>
    public static IReadOnlyList<QuotaMeter> Both(TenantSnapshot tenant, Texts<ShellTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(texts);
        return
        [
            Of("correspondence", "Meter.Correspondence", tenant.Correspondence, tenant.Month, texts),
            Of("contracts", "Meter.Contracts", tenant.Contracts, tenant.Month, texts),
        ];
    }

    private static QuotaMeter Of(string kind, string key, QuotaUse use, DateOnly month, Texts<ShellTexts> texts)
    {
        var name = texts[key];
        var inMonth = texts["MonthIn." + month.Month.ToString(CultureInfo.InvariantCulture)];
        var label = use.Limit is { } limit
            ? texts["Meter.Label", name, "{used}", limit, inMonth]
            : texts["Meter.LabelUnlimited", name, "{used}", inMonth];
        return new QuotaMeter(kind, name, label, use.Used, use.Limit)
        {
            SayWarn = texts["Meter.SayWarn", label],
            SayLast = texts[key + ".SayLast"],
            SayFull = texts[key + ".SayFull"],
        };
    }
}
