using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Tests.Time;

namespace AleSekretariat.Domain.Tests.Licensing;

/// <summary>One thing that happens in a tenant's life.</summary>
internal abstract record Step
{
    public sealed record Pass(TimeSpan Time, bool Awake) : Step;

    public sealed record SignIn : Step;

    public sealed record Buy(Package Package, bool Year) : Step;

    public sealed record Grant(Package Package, bool Year) : Step;

    public sealed record Upgrade(Package To) : Step;

    public sealed record Green : Step;

    public sealed record Close : Step;

    public sealed record Cancel : Step;

    public sealed record Extend(int Days) : Step;

    public sealed record PutOff(int Days) : Step;
}

internal static class Steps
{
    public static void Do(this NaiveTenant tenant, Step step)
    {
        switch (step)
        {
            case Step.Pass pass:
                tenant.Pass(pass.Time, pass.Awake);
                return;
            case Step.SignIn:
                tenant.SignIn();
                break;
            case Step.Buy buy:
                tenant.Buy(buy.Package, buy.Year, asGift: false);
                break;
            case Step.Grant grant:
                tenant.Buy(grant.Package, grant.Year, asGift: true);
                break;
            case Step.Upgrade upgrade:
                tenant.Upgrade(upgrade.To);
                break;
            case Step.Green:
                tenant.GoGreen();
                break;
            case Step.Close:
                tenant.Close();
                break;
            case Step.Cancel:
                tenant.CancelClosing();
                break;
            case Step.Extend extend:
                tenant.Extend(extend.Days);
                break;
            case Step.PutOff putOff:
                tenant.PutOff(EuropeanSummerTime.Day(tenant.Now).AddDays(putOff.Days));
                break;
        }

        tenant.SendMails();
    }
}

/// <summary>The real rules driven as the grain drives them: by the instants they ask for, or late after an outage.</summary>
internal sealed class PunctualTenant(DateTimeOffset start)
{
    public DateTimeOffset Now { get; private set; } = start;

    public Licence Licence { get; private set; } = Licence.Open(start);

    public List<(MilestoneKind Kind, DateTimeOffset At)> Mails { get; } = [];

    public DateTimeOffset? DeletedAt { get; private set; }

    public void Do(Step step)
    {
        if (step is Step.Pass pass)
        {
            Pass(pass);
            return;
        }

        Licence = step switch
        {
            Step.SignIn => LicenceChanges.SignIn(Licence, Now),
            Step.Buy buy => Licence.Buying(buy.Package, buy.Year ? BillingPeriod.Year : BillingPeriod.Month, Now),
            Step.Grant grant => LicenceChanges.Grant(Licence, grant.Package, grant.Year ? BillingPeriod.Year : BillingPeriod.Month, 1m, Now),
            Step.Upgrade upgrade => After(LicenceChanges.Upgrade(Licence, upgrade.To, Licences.Prices.ItemOf(upgrade.To).NetPrices(), Now)),
            Step.Green => After(LicenceChanges.GoGreen(Licence, Now)),
            Step.Close => After(LicenceChanges.Close(Licence, Now)),
            Step.Cancel => After(LicenceChanges.CancelClosing(Licence, Now)),
            Step.Extend extend => After(LicenceChanges.ExtendBy(Licence, extend.Days, Now)),
            Step.PutOff putOff => After(LicenceChanges.PutOffDeletion(Licence, Domain.Time.WarsawTime.DateOf(Now).AddDays(putOff.Days), Now)),
            _ => throw new InvalidOperationException(),
        };
        Work();
    }

    private void Pass(Step.Pass pass)
    {
        var until = Now + pass.Time;
        while (DeletedAt is null && Now < until)
        {
            var next = DueWork.At(Licence, Now).NextAt!.Value;
            Now = next < until ? next : until;
            // Asleep, the clock still decides the state: only mails wait.
            if (pass.Awake || Now == until || DueWork.At(Licence, Now).DeletionMayBegin)
                Work();
        }
    }

    private void Work()
    {
        if (DeletedAt is not null)
            return;
        var work = DueWork.At(Licence, Now);
        if (work.DeletionMayBegin)
            DeletedAt = Now;
        foreach (var notice in work.Notices)
        {
            Licence = LicenceChanges.NoticeSent(Licence, notice, Now);
            Mails.Add((notice.Kind, Now));
        }
    }

    private Licence After(LicenceChange change) => change is LicenceChange.Made made ? made.Licence : Licence;
}
