using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Tests.Time;

namespace AleSekretariat.Domain.Tests.Licensing;

/// <summary>
/// The licence rules told a second time, differently: paid days are a calendar filled in day by day, time goes from one
/// midnight to the next, and deletion happens on the first midnight on which nothing stands in its way.
/// </summary>
internal sealed class NaiveTenant
{
    private static readonly int[] DaysAhead = [30, 14, 7, 1];
    private static readonly MilestoneKind[] ExpiryMails =
        [MilestoneKind.ExpiryIn30Days, MilestoneKind.ExpiryIn14Days, MilestoneKind.ExpiryIn7Days, MilestoneKind.ExpiryIn1Day];

    private readonly Dictionary<DateOnly, Package> _calendar = [];
    private DateOnly _paidTo;
    private readonly HashSet<MilestoneKind> _mailed = [];
    private bool _paid;
    private int _renewalDay;
    private DateOnly _lastSignIn;
    private DateTimeOffset _lastSignInAt;
    private DateTimeOffset _decidedAt;
    private DateTimeOffset? _closingAt;
    private DateOnly? _notBefore;
    private DateOnly? _warned7;
    private DateOnly? _warned1;

    public NaiveTenant(DateTimeOffset now)
    {
        Now = now;
        SignedIn();
        NewRun();
    }

    public DateTimeOffset Now { get; private set; }

    public List<(MilestoneKind Kind, DateTimeOffset At)> Mails { get; } = [];

    public DateTimeOffset? DeletedAt { get; private set; }

    private DateOnly Today => EuropeanSummerTime.Day(Now);

    private DateOnly End
    {
        get
        {
            if (_paid)
                return _paidTo.AddDays(1);
            // "That day a year later", and 28 February for a leap day.
            return _lastSignIn is { Month: 2, Day: 29 } ? new DateOnly(_lastSignIn.Year + 1, 2, 28) : new DateOnly(_lastSignIn.Year + 1, _lastSignIn.Month, _lastSignIn.Day);
        }
    }

    private bool Expired => Today >= End;

    public AccountState State =>
        DeletedAt is not null ? AccountState.Deleted
        : _closingAt is not null ? AccountState.Closing
        : Expired ? AccountState.ReadOnly
        : AccountState.Active;

    public Package Package => !_paid ? Package.Green : Expired ? _calendar[_paidTo] : _calendar[Today];

    public DateTimeOffset ValidUntil => EuropeanSummerTime.Midnight(End);

    /// <summary>Lets time pass; asleep, nothing is done until the end (an outage), and then whatever is due.</summary>
    public void Pass(TimeSpan time, bool awake)
    {
        var until = Now + time;
        while (DeletedAt is null && Now < until)
        {
            var midnight = EuropeanSummerTime.Midnight(Today.AddDays(1));
            var next = midnight < until ? midnight : until;
            if (ClosingDeletion is { } closing && closing > Now && closing < next)
                next = closing;
            Now = next;
            if (Gone())
                DeletedAt = Now;
            else if (awake || Now == until)
                SendMails();
        }
    }

    public void SignIn()
    {
        if (DeletedAt is not null || Now <= _lastSignInAt)
            return;
        var before = End;
        SignedIn();
        if (End != before)
            NewRun();
    }

    public void GoGreen()
    {
        if (DeletedAt is not null)
            return;
        var wasPaid = _paid;
        if (!wasPaid)
        {
            SignIn();
            return;
        }

        _calendar.Clear();
        _paid = false;
        SignedIn();
        NewRun();
    }

    public void Buy(Package package, bool year, bool asGift)
    {
        if (!asGift)
            _closingAt = null;
        var day = Today;
        if (_paid && !Expired)
        {
            day = End;
        }
        else
        {
            _calendar.Clear();
            _renewalDay = day.Day;
        }

        // Days are filled in until the calendar shows the day of the month again, that many months on.
        for (var months = year ? 12 : 1; months > 0;)
        {
            _calendar[_paidTo = day] = package;
            day = day.AddDays(1);
            var lastOfMonth = day.AddDays(1).Day == 1;
            if (day.Day == _renewalDay || (lastOfMonth && day.Day < _renewalDay))
                months--;
        }

        _paid = true;
        NewRun();
    }

    public void Upgrade(Package to)
    {
        if (!_paid || Expired || Package >= to || DeletedAt is not null)
            return;
        foreach (var day in _calendar.Keys.Where(day => day >= Today).ToList())
            _calendar[day] = _calendar[day] < to ? to : _calendar[day];
        _closingAt = null;
        _notBefore = null;
    }

    public void Extend(int days)
    {
        if (!_paid || DeletedAt is not null)
            return;
        var last = _calendar[_paidTo];
        var end = (Expired ? Today : End).AddDays(days);
        for (var day = _paidTo.AddDays(1); day < end; day = day.AddDays(1))
            _calendar[_paidTo = day] = last;
        _renewalDay = end.Day;
        NewRun();
    }

    public void Close() => _closingAt ??= DeletedAt is null ? Now : null;

    public void CancelClosing()
    {
        if (DeletedAt is not null || _closingAt is null)
            return;
        _closingAt = null;
        if (!Expired)
            _notBefore = null;
    }

    public void PutOff(DateOnly day)
    {
        if (DeletedAt is not null || State == AccountState.Active)
            return;
        var planned = EuropeanSummerTime.Midnight(FirstFreeDay());
        if (ClosingDeletion < planned)
            planned = ClosingDeletion.Value;
        if (EuropeanSummerTime.Midnight(day) <= planned)
            return;
        _notBefore = day;
        ForgetDeletionWarnings();
    }

    public void SendMails()
    {
        if (DeletedAt is not null)
            return;
        var toEnd = End.DayNumber - Today.DayNumber;
        if (toEnd > 0)
        {
            var newest = Array.FindLastIndex(DaysAhead, ahead =>
                toEnd <= ahead && EuropeanSummerTime.Midnight(End.AddDays(-ahead)) > _decidedAt);
            if (newest >= 0 && !Overtaken(End))
                Mail(ExpiryMails[newest]);
            return;
        }

        // Judged before anything goes out: closing overtakes what is announced for later than itself.
        var announcing = !Overtaken(FirstFreeDay());
        if (!Overtaken(End))
            Mail(MilestoneKind.ReadOnlyBegan);
        if (!announcing)
            return;
        var nominal = Nominal;
        if (_warned7 is not null)
        {
            var bySeventh = Latest(nominal, _warned7.Value.AddDays(7));
            if (_warned1 is null && bySeventh.DayNumber - Today.DayNumber <= 1)
            {
                Mail(MilestoneKind.DeletionIn1Day);
                _warned1 = Counted;
            }
        }
        else if (nominal.DayNumber - Today.DayNumber <= 7)
        {
            Mail(MilestoneKind.DeletionIn7Days);
            _warned7 = Counted;
        }
        else if (nominal.DayNumber - Today.DayNumber <= 14)
        {
            Mail(MilestoneKind.DeletionIn14Days);
        }
    }

    private DateOnly Nominal => Latest(End.AddDays(30), _notBefore ?? DateOnly.MinValue);

    private DateOnly Counted => EuropeanSummerTime.Local(Now).Hour < 12 ? Today : Today.AddDays(1);

    private DateTimeOffset? ClosingDeletion => _closingAt is not { } at ? null
        : _notBefore is { } day && EuropeanSummerTime.Midnight(day) > at.AddHours(72) ? EuropeanSummerTime.Midnight(day)
        : at.AddHours(72);

    private bool Overtaken(DateOnly day) => ClosingDeletion <= EuropeanSummerTime.Midnight(day);

    private bool Gone() =>
        ClosingDeletion <= Now
        || (Expired && _mailed.Contains(MilestoneKind.ReadOnlyBegan) && _warned7 is not null && _warned1 is not null && Stands(Today));

    private bool Stands(DateOnly day) =>
        day >= Nominal && day >= (_warned7 ?? Counted).AddDays(7) && day >= (_warned1 ?? Counted).AddDays(1);

    private DateOnly FirstFreeDay()
    {
        var day = Today;
        while (!Stands(day) || (!_mailed.Contains(MilestoneKind.ReadOnlyBegan) && day <= Counted))
            day = day.AddDays(1);
        return day;
    }

    private void Mail(MilestoneKind kind)
    {
        if (_mailed.Add(kind))
            Mails.Add((kind, Now));
    }

    private void SignedIn()
    {
        _lastSignIn = Today;
        _lastSignInAt = Now;
    }

    private void NewRun()
    {
        _decidedAt = Now;
        _mailed.Clear();
        if (_closingAt is null)
            _notBefore = null;
        ForgetDeletionWarnings();
    }

    private void ForgetDeletionWarnings()
    {
        _warned7 = null;
        _warned1 = null;
        _mailed.RemoveWhere(kind => kind > MilestoneKind.ReadOnlyBegan);
    }

    private static DateOnly Latest(DateOnly one, DateOnly other) => one > other ? one : other;
}
