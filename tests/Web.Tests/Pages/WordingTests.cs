using System.Globalization;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Pages.Contracts;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Wording;

namespace AleSekretariat.Web.Tests.Pages;

public sealed class WordingTests
{
    private static readonly CultureInfo Polish = CultureInfo.GetCultureInfo("pl-PL");

    [Theory]
    [InlineData(0, "many")]
    [InlineData(1, "one")]
    [InlineData(2, "few")]
    [InlineData(4, "few")]
    [InlineData(5, "many")]
    [InlineData(12, "many")]
    [InlineData(14, "many")]
    [InlineData(21, "many")]
    [InlineData(22, "few")]
    [InlineData(112, "many")]
    [InlineData(122, "few")]
    public void Number_InPolish_ChoosesItsForm(int number, string form) => Assert.Equal(form, Plural.Form(number, Polish));

    [Theory]
    [InlineData(1, "one")]
    [InlineData(2, "many")]
    [InlineData(21, "many")]
    public void Number_InEnglish_IsOneOrMany(int number, string form) => Assert.Equal(form, Plural.Form(number, CultureInfo.GetCultureInfo("en-GB")));

    [Fact]
    public void PolishText_KeepsOneLetterWordsAndUnitsWithWhatFollows() => Assert.Equal(
        "Pismo w\u00A0sprawie a\u00A0i\u00A0o: {0}\u00A0wpisów, 30\u00A0dni, sp.\u00A0z\u00A0o.o.",
        Typography.Bind("Pismo w sprawie a i o: {0} wpisów, 30 dni, sp. z o.o.", Polish));

    [Theory]
    [InlineData("1234.5", "1\u00A0234,50\u00A0zł")]
    [InlineData("0", "0,00\u00A0zł")]
    [InlineData("12345678.99", "12\u00A0345\u00A0678,99\u00A0zł")]
    public void Money_HasTwoPlacesAndSpacesThatDoNotBreak(string amount, string expected) =>
        Assert.Equal(expected, Formats.Money(decimal.Parse(amount, CultureInfo.InvariantCulture)));

    [Fact]
    public void Midnight_AsADeadline_IsShownAsTheDayBefore() =>
        Assert.Equal(new DateOnly(2027, 11, 22), Formats.LastDay(new DateTimeOffset(2027, 11, 22, 23, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("Hanna Żuraw", "HŻ")]
    [InlineData("biuro@zuraw.pl", "B")]
    [InlineData("jan.kowalski@zuraw.pl", "JK")]
    [InlineData("", "")]
    public void Person_IsTwoLetters(string name, string letters) => Assert.Equal(letters, Initials.Of(name));

    [Theory]
    [InlineData("2026-12-08", 30)]
    [InlineData("2027-01-06", 1)]
    [InlineData("2027-01-07", 0)]
    public void PaidPackage_NearItsEnd_CountsTheDaysThatAreLeft(string today, int days) =>
        Assert.Equal(new Banner(BannerKind.Expiry, days, 0), Banner.Of(At(today, Package.Silver, AccountState.Active)));

    [Fact]
    public void GreenPackage_NearItsEnd_SaysNothing() => Assert.Equal(BannerKind.None, Banner.Of(At("2027-01-06", Package.Green, AccountState.Active)).Kind);

    [Theory]
    [InlineData("2027-01-08", 30, 1)]
    [InlineData("2027-01-17", 21, 10)]
    [InlineData("2027-02-06", 1, 30)]
    [InlineData("2027-02-09", 0, 30)]
    public void ReadOnly_TellsTheDayOfThirtyAndTheDaysLeft(string today, int days, int day) =>
        Assert.Equal(new Banner(BannerKind.ReadOnly, days, day), Banner.Of(At(today, Package.Silver, AccountState.ReadOnly)));

    [Fact]
    public void LastMonths_OfAContract_AreDrawnFromNinetyDaysBeforeTheLastDay()
    {
        var (from, last, end) = (new DateOnly(2025, 1, 1), new DateOnly(2026, 11, 30), new DateOnly(2026, 12, 31));

        Assert.Null(TerminationTrack.Of(new DateOnly(2026, 8, 31), from, last, end));
        Assert.Equal(new TerminationTrack(new DateOnly(2026, 9, 1), 68.6m, 74.4m), TerminationTrack.Of(new DateOnly(2026, 11, 23), from, last, end));
    }

    /// <summary>A licence whose last day was 07.01.2027.</summary>
    private static TenantSnapshot At(string today, Package package, AccountState state)
    {
        var end = Domain.Time.WarsawTime.StartOf(new DateOnly(2027, 1, 8));
        return new TenantSnapshot
        {
            TenantId = Guid.NewGuid(),
            Company = "Żuraw",
            Package = package,
            State = state,
            ValidUntil = end,
            ReadOnlySince = state == AccountState.ReadOnly ? end : null,
            DeletionAt = state == AccountState.ReadOnly ? Domain.Time.WarsawTime.AddLocalDays(end, 30) : null,
            Month = new DateOnly(2027, 1, 1),
            ResetsAt = end,
            Correspondence = new QuotaUse(0, 10),
            Contracts = new QuotaUse(0, 10),
            Users = new QuotaUse(1, 2),
            Storage = new StorageUse(0, null),
            Version = 1,
            ServerTime = Domain.Time.WarsawTime.StartOf(DateOnly.ParseExact(today, "yyyy-MM-dd", CultureInfo.InvariantCulture)).AddHours(12),
            LastSignInOn = DateOnly.ParseExact(today, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }
}
