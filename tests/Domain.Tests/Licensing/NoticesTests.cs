using System.Text.Json;
using AleSekretariat.Domain.Licensing;
using static AleSekretariat.Domain.Licensing.MilestoneKind;
using static AleSekretariat.Domain.Tests.Licensing.Licences;

namespace AleSekretariat.Domain.Tests.Licensing;

public sealed class NoticesTests
{
    private static readonly DateTimeOffset Start = Local(2026, 11, 23);

    [Fact]
    public void Year_WithoutAnyone_SendsEachNoticeOnceAndDeletesAfter30Days()
    {
        var (licence, sent) = Licence.Open(Start).Live(Start, Midnight(2028, 6, 1));

        Assert.Equal(
            [
                (ExpiryIn30Days, Midnight(2027, 10, 24)), (ExpiryIn14Days, Midnight(2027, 11, 9)), (ExpiryIn7Days, Midnight(2027, 11, 16)),
                (ExpiryIn1Day, Midnight(2027, 11, 22)), (ReadOnlyBegan, Midnight(2027, 11, 23)), (DeletionIn14Days, Midnight(2027, 12, 9)),
                (DeletionIn7Days, Midnight(2027, 12, 16)), (DeletionIn1Day, Midnight(2027, 12, 22)),
            ],
            sent.Select(notice => (notice.Kind, notice.SentAt)));
        Assert.Equal(sent.Count, sent.Select(notice => notice.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(AccountState.ReadOnly, licence.At(Midnight(2027, 12, 23).AddTicks(-1)).State);
        Assert.Equal(AccountState.Deleted, licence.At(Midnight(2027, 12, 23)).State);
        Assert.Equal(Midnight(2027, 12, 23), Deletion.CertainAt(licence));
    }

    [Fact]
    public void ReadOnly_AcrossTheAutumnChange_LastsThirtyWarsawDays()
    {
        var (licence, _) = Licence.Open(Local(2026, 10, 10)).Live(Local(2026, 10, 10), Midnight(2027, 12, 1));

        Assert.Equal(Midnight(2027, 11, 9), Deletion.CertainAt(licence));
        Assert.Equal(TimeSpan.FromHours(30 * 24 + 1), Deletion.CertainAt(licence) - licence.At(Start).ValidUntil);
    }

    [Theory]
    [InlineData(2027, 2, 10, 0)] // 28 days: nothing to warn about 30 days ahead
    [InlineData(2026, 11, 10, 0)] // 30 days: would fall on the midnight before the purchase
    [InlineData(2026, 12, 10, 1)] // 31 days
    public void Month_Bought_WarnsThirtyDaysAheadOnlyIfThatIsStillAhead(int year, int month, int day, int count)
    {
        var bought = Local(year, month, day);

        var (_, sent) = Bought(bought, Package.Silver, BillingPeriod.Month).Live(bought, bought.AddDays(27));

        Assert.Equal(count, sent.Count(notice => notice.Kind == ExpiryIn30Days));
    }

    [Fact]
    public void Outage_BeforeExpiry_SendsOnlyTheNewestWarning()
    {
        var licence = Bought(Start);

        var notice = Assert.Single(DueWork.At(licence, Local(2027, 11, 18)).Notices);

        Assert.Equal(ExpiryIn7Days, notice.Kind);
        Assert.Equal([ExpiryIn7Days, ExpiryIn1Day], licence.Live(Local(2027, 11, 18), Local(2027, 11, 22)).Sent.Select(sent => sent.Kind));
    }

    [Fact]
    public void Outage_OverTheWholeReadOnlyTime_WarnsSevenDaysAndOneBeforeDeletion()
    {
        var back = Local(2028, 3, 1, 9);
        var licence = Bought(Start);

        Assert.Equal(AccountState.ReadOnly, licence.At(back).State);
        Assert.Equal(Midnight(2028, 3, 8), licence.At(back).DeletionAt);
        var (gone, sent) = licence.Live(back, Midnight(2028, 4, 1));
        Assert.Equal(
            [(ReadOnlyBegan, back), (DeletionIn7Days, back), (DeletionIn1Day, Midnight(2028, 3, 7))],
            sent.Select(notice => (notice.Kind, notice.SentAt)));
        Assert.Equal(Midnight(2028, 3, 8), Deletion.CertainAt(gone));
    }

    [Fact]
    public void Outage_OverTheLastWarning_WaitsADayMore()
    {
        var (licence, _) = Bought(Start).Live(Start, Local(2027, 12, 17));

        var inTheMorning = licence.Live(Local(2027, 12, 24, 9), Local(2028, 1, 1)).Licence;
        var inTheEvening = licence.Live(Local(2027, 12, 24, 23, 59), Local(2028, 1, 1)).Licence;

        Assert.Equal(Midnight(2027, 12, 25), Deletion.CertainAt(inTheMorning));
        Assert.Equal(Midnight(2027, 12, 26), Deletion.CertainAt(inTheEvening));
    }

    [Fact]
    public void Reminder_TwiceOrEarly_SendsNothingMore()
    {
        var licence = Bought(Start);
        var due = Midnight(2027, 10, 24);
        var first = DueWork.At(licence, due);
        var sent = LicenceChanges.NoticeSent(licence, first.Notices[0], due);

        Assert.Empty(DueWork.At(licence, due.AddTicks(-1)).Notices);
        Assert.Equal(due, DueWork.At(licence, due.AddTicks(-1)).NextAt);
        Assert.Empty(DueWork.At(sent, due).Notices);
        Assert.Same(sent, LicenceChanges.NoticeSent(sent, first.Notices[0], due.AddHours(1)));
        Assert.Equal(Midnight(2027, 11, 9), DueWork.At(sent, due).NextAt);
    }

    [Fact]
    public void Keys_OfDifferentRuns_Differ()
    {
        var paid = Bought(Start);
        var renewed = paid.Buying(Package.Silver, BillingPeriod.Month, Start);
        var green = LicenceChanges.GoGreen(paid, Start).Made();

        Assert.Empty(Keys(paid).Intersect(Keys(renewed), StringComparer.Ordinal));
        Assert.Empty(Keys(paid).Intersect(Keys(green), StringComparer.Ordinal));

        static IEnumerable<string> Keys(Licence licence) => Milestones.Of(licence, Start).Select(step => step.Key);
    }

    [Fact]
    public void Licence_ThroughJson_IsTheSame()
    {
        var (licence, _) = Bought(Start).Buying(Package.Gold, BillingPeriod.Month, Start).Live(Start, Midnight(2028, 1, 1));
        licence = LicenceChanges.Close(licence, Midnight(2028, 1, 1)).Made() with { Suspended = true, DeletionNotBefore = new DateOnly(2028, 2, 1) };

        var json = JsonSerializer.Serialize(licence);
        var read = JsonSerializer.Deserialize<Licence>(json)!;

        Assert.Equal(json, JsonSerializer.Serialize(read));
        Assert.Equal(licence.At(Midnight(2028, 1, 2)), read.At(Midnight(2028, 1, 2)));
        Assert.Equal(licence.Periods, read.Periods);
        Assert.Equal(licence.Notices, read.Notices);
        Assert.Equal(2, read.Periods.Count);
        Assert.Equal(5, read.Notices.Count);
    }
}
