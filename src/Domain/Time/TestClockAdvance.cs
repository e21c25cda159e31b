using System.Globalization;
using System.Text.RegularExpressions;

namespace AleSekretariat.Domain.Time;

/// <summary>
/// How far a tenant's test clock is moved (product.md §8, api.md): an ISO 8601 duration, forward only and at most
/// 20 years. The date part moves Warsaw days ("P31D", "P2W", "P1M", "P1Y"), the time part real time ("PT5M").
/// </summary>
/// <param name="Months">Warsaw months, years included.</param>
/// <param name="Days">Warsaw days, weeks included.</param>
/// <param name="Time">Real time, added after the days.</param>
public readonly partial record struct TestClockAdvance(int Months, int Days, TimeSpan Time)
{
    private const int MaxYears = 20;

    /// <summary>No test clock goes past this instant, however often it is moved.</summary>
    public static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads a duration; false for another form, a negative or fractional one, or more than 20 years.</summary>
    public static bool TryParse(string? text, out TestClockAdvance advance)
    {
        advance = default;
        if (text is null || text.Length > 40)
            return false;
        var match = Form().Match(text);
        if (!match.Success)
            return false;

        var months = Number("y") * 12 + Number("mo");
        var days = Number("w") * 7 + Number("d");
        var seconds = Number("h") * 3600 + Number("mi") * 60 + Number("s");
        if (months / 12d + days / 365d + seconds / (365d * 86_400) > MaxYears)
            return false;

        advance = new TestClockAdvance((int)months, (int)days, TimeSpan.FromSeconds(seconds));
        return true;

        long Number(string group) =>
            match.Groups[group] is { Success: true } found ? long.Parse(found.Value, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>The instant reached from <paramref name="from"/>: months first, then days, then real time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The result would lie after <see cref="Latest"/>.</exception>
    public DateTimeOffset ApplyTo(DateTimeOffset from) =>
        TryApplyTo(from, out var moved)
            ? moved
            : throw new ArgumentOutOfRangeException(nameof(from), from, "The test clock does not go past 2200-01-01.");

    /// <summary>As <see cref="ApplyTo"/>, but false when the result would lie after <see cref="Latest"/>.</summary>
    public bool TryApplyTo(DateTimeOffset from, out DateTimeOffset moved)
    {
        moved = from.ToUniversalTime();
        if (moved > Latest)
            return false;
        moved = WarsawTime.AddLocalDays(WarsawTime.AddLocalMonths(from, Months), Days) + Time;
        // A skipped or doubled hour may not turn a step forward into one back.
        if (moved < from)
            moved = from.ToUniversalTime();
        return moved <= Latest;
    }

    [GeneratedRegex(
        @"^P(?=.)(?:(?<y>[0-9]{1,9})Y)?(?:(?<mo>[0-9]{1,9})M)?(?:(?<w>[0-9]{1,9})W)?(?:(?<d>[0-9]{1,9})D)?(?:T(?=.)(?:(?<h>[0-9]{1,9})H)?(?:(?<mi>[0-9]{1,9})M)?(?:(?<s>[0-9]{1,9})S)?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
