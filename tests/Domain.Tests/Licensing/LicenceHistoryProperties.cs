using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Tests.Time;
using CsCheck;

namespace AleSekretariat.Domain.Tests.Licensing;

/// <summary>Random lives of a tenant: the rules and a naive model of them agree at every step.</summary>
public sealed class LicenceHistoryProperties
{
    private static readonly Gen<DateTimeOffset> Start =
        Gen.Select(Gen.Int[0, 4 * 366 * 24 * 60], minutes => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes));

    private static readonly Gen<Package> Paid = Gen.OneOf(Package.Silver, Package.Gold, Package.Platinum);

    private static readonly Gen<Step> Pass = Gen.Select(
        Gen.Frequency(
            (3, Gen.Int[1, 48 * 60]),
            (4, Gen.Int[1, 40 * 1440]),
            (2, Gen.Int[1, 420 * 1440]),
            (1, Gen.Int[1, 40].Select(days => days * 1440))),
        Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false))),
        Step (minutes, awake) => new Step.Pass(TimeSpan.FromMinutes(minutes), awake));

    private static readonly Gen<Step> Any = Gen.Frequency(
        (12, Pass),
        (3, Gen.Const<Step>(new Step.SignIn())),
        (4, Gen.Select(Paid, Gen.Bool, Step (package, year) => new Step.Buy(package, year))),
        (2, Gen.Select(Paid, Step (package) => new Step.Upgrade(package))),
        (1, Gen.Const<Step>(new Step.Green())),
        (2, Gen.Const<Step>(new Step.Close())),
        (1, Gen.Const<Step>(new Step.Cancel())),
        (1, Gen.Select(Paid, Gen.Bool, Step (package, year) => new Step.Grant(package, year))),
        (1, Gen.Select(Gen.Int[1, 60], Step (days) => new Step.Extend(days))),
        (1, Gen.Select(Gen.Int[0, 90], Step (days) => new Step.PutOff(days))));

    private static readonly Gen<(DateTimeOffset Start, List<Step> Steps)> Life = Gen.Select(Start, Any.List[1, 25]);

    [Fact]
    public void History_OfAnyKind_AgreesWithTheNaiveModel() => Life.Sample(
        life =>
        {
            var model = new NaiveTenant(life.Start);
            var tenant = new PunctualTenant(life.Start);
            foreach (var step in life.Steps)
            {
                model.Do(step);
                tenant.Do(step);
                Assert.Equal(model.Mails, tenant.Mails);
                Assert.Equal(model.DeletedAt, tenant.DeletedAt);
                if (model.DeletedAt is not null)
                    return;
                var status = tenant.Licence.At(model.Now);
                Assert.Equal((model.State, model.Package, model.ValidUntil), (status.State, status.Package, status.ValidUntil));
            }
        },
        iter: 4_000);

    [Fact]
    public void History_OfAnyKind_NeverDeletesUnwarnedAndWarnsOnce() => Life.Sample(
        life =>
        {
            var tenant = new PunctualTenant(life.Start);
            foreach (var step in life.Steps)
            {
                var told = tenant.Licence.At(tenant.Now).DeletionAt;
                tenant.Do(step);
                if (tenant.DeletedAt is not { } deleted)
                    continue;

                // Nobody is deleted before the day they could read on the page, and nobody without a mail.
                Assert.True(told is null || deleted >= told);
                if (tenant.Licence.ClosingSince is { } since && deleted >= since.AddHours(72))
                    return;
                var notices = tenant.Licence.Notices;
                Assert.Equal(notices.Count, notices.Select(notice => notice.Key).Distinct(StringComparer.Ordinal).Count());
                Assert.True(tenant.Licence.At(deleted).ValidUntil!.Value.AddDays(29) < deleted);
                Assert.Single(notices, notice => notice.Kind == MilestoneKind.ReadOnlyBegan);
                Assert.Contains(notices, notice => notice.Kind == MilestoneKind.DeletionIn7Days && deleted - notice.SentAt > TimeSpan.FromDays(6.4));
                Assert.Contains(notices, notice => notice.Kind == MilestoneKind.DeletionIn1Day && deleted - notice.SentAt > TimeSpan.FromHours(10.9));
                Assert.Equal(TimeSpan.Zero, EuropeanSummerTime.Local(deleted).TimeOfDay);
                return;
            }
        },
        iter: 4_000);

    [Fact]
    public void NextAfter_BetweenTwoBoundaries_NothingChanges() => Gen.Select(Life, Gen.Double[0, 1]).Sample(
        (life, part) =>
        {
            var tenant = new PunctualTenant(life.Start);
            foreach (var step in life.Steps)
            {
                tenant.Do(step);
                if (tenant.DeletedAt is not null)
                    return;
                var work = DueWork.At(tenant.Licence, tenant.Now);
                Assert.Empty(work.Notices);
                var between = tenant.Now + (work.NextAt!.Value - tenant.Now) * part;
                if (between >= work.NextAt)
                    continue;
                Assert.Equal(tenant.Licence.At(tenant.Now), tenant.Licence.At(between));
                Assert.Empty(DueWork.At(tenant.Licence, between).Notices);
                Assert.Equal(work.NextAt, DueWork.At(tenant.Licence, between).NextAt);
            }
        },
        iter: 2_000);
}
