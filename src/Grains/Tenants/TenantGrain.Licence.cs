using System.Globalization;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Grains.Tenants;

/// <content>Changes of the licence: decided by the rules, written as one state, their effects owed by it.</content>
public sealed partial class TenantGrain
{
    /// <inheritdoc/>
    public async Task<Outcome<TenantSnapshot>> SignedIn(Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<TenantSnapshot>(gone);
        var now = Now;
        if (WarsawTime.DateOf(Licence.LastSignIn) >= WarsawTime.DateOf(now))
            return Snapshot(now);
        var unblocked = LicenceState.At(Licence, now).State == AccountState.ReadOnly && !Licence.IsPaid;
        return await Change(
            LicenceChanges.SignIn(Licence, now),
            unblocked ? History("unblockedBySignIn", now, actor.Name, Details()) : null);
    }

    /// <inheritdoc/>
    public async Task<Outcome<TenantSnapshot>> GoGreen(Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<TenantSnapshot>(gone);
        var now = Now;
        var before = LicenceState.At(Licence, now);
        return LicenceChanges.GoGreen(Licence, now) is LicenceChange.Made made
            ? await Change(made.Licence, History("wentGreen", now, actor.Name, Details(("from", Word(before.Package)))))
            : Refuse<TenantSnapshot>(new Refusal.TenantGone());
    }

    /// <inheritdoc/>
    public async Task<Outcome<TenantSnapshot>> Close(CloseAccount command, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<TenantSnapshot>(gone);
        if (!string.Equals(command.Company?.Trim(), Own.Facts.Company.Trim(), StringComparison.OrdinalIgnoreCase))
            return Refuse<TenantSnapshot>(new Refusal.Forbidden("company"));
        var now = Now;
        return LicenceChanges.Close(Licence, now) switch
        {
            LicenceChange.Made made => await Change(made.Licence, History("closingBegan", now, actor.Name, Details())),
            LicenceChange.Refused { Reason: LicenceRefusal.AlreadyClosing } => Snapshot(now),
            _ => Refuse<TenantSnapshot>(new Refusal.TenantGone()),
        };
    }

    /// <inheritdoc/>
    public async Task<Outcome<TenantSnapshot>> CancelClosing(Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<TenantSnapshot>(gone);
        var now = Now;
        return LicenceChanges.CancelClosing(Licence, now) switch
        {
            LicenceChange.Made made => await Change(made.Licence, History("closingTakenBack", now, actor.Name, Details())),
            LicenceChange.Refused { Reason: LicenceRefusal.NotClosing } => Snapshot(now),
            _ => Refuse<TenantSnapshot>(new Refusal.TenantGone()),
        };
    }

    /// <inheritdoc/>
    public async Task<Outcome<TenantSnapshot>> Grant(GrantPackage command, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<TenantSnapshot>(gone);
        var order = command.OrderId == Guid.Empty ? null : $"grant/{command.OrderId:D}";
        if (order is not null && Own.State.AppliedOrders.Contains(order, StringComparer.Ordinal))
            return Snapshot(Now);
        if (command.Package == Package.Green || !Enum.IsDefined(command.Package))
            return Refuse<TenantSnapshot>(Refusals.Invalid("package", FieldError.Unknown));
        if (!Enum.IsDefined(command.Period))
            return Refuse<TenantSnapshot>(Refusals.Invalid("period", FieldError.Unknown));
        // The same rule as for the reason of an annulment: 3-500 characters of plain text.
        if (AnnulReason.Validate(command.Reason) is { Count: > 0 } problems)
            return Refuse<TenantSnapshot>(Refusals.Of(problems));

        var now = Now;
        var price = _prices.InForce(WarsawTime.DateOf(now)).NetOf(command.Package, command.Period);
        return await Change(
            LicenceChanges.Grant(Licence, command.Package, command.Period, price, now),
            History("granted", now, string.IsNullOrWhiteSpace(command.By) ? actor.Name : command.By.Trim(), Details(
                ("package", Word(command.Package)),
                ("period", Word(command.Period)),
                ("listPrice", price.ToString("0.00", CultureInfo.InvariantCulture)),
                ("reason", command.Reason.Trim()))),
            order);
    }

    /// <summary>
    /// Arms the reminder if it must ring earlier now, writes the state with what it owes, tells everybody, pays what is owed.
    /// Once the state is written the change is made, and answered so, whatever becomes of what it owes.
    /// </summary>
    private async Task<Outcome<TenantSnapshot>> Change(Licence licence, OwedEffect? history, string? order = null)
    {
        var now = Now;
        var state = Own.State with
        {
            Licence = licence,
            OverviewPackage = LicenceState.PackageAt(licence, now),
            AppliedOrders = order is null ? Own.State.AppliedOrders : [.. Own.State.AppliedOrders, order],
            Owed = [.. Own.State.Owed.Where(effect => effect.Kind != OwedKind.Overview), OwedEffect.Overview, .. history is null ? [] : (OwedEffect[])[history]],
        };
        await SaveArmed(state, Milestones.NextAfter(licence, now), rang: false);
        Publish();
        try
        {
            await TrySettle();
            await HoldUserLimit();
        }
        catch (TenantMovedException)
        {
            // Whoever took the tenant over read this change and owes what it owed.
        }

        return Snapshot(Now);
    }

    private static OwedEffect History(string kind, DateTimeOffset at, string by, IReadOnlyDictionary<string, string> details) =>
        new(OwedKind.History, string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks:D19}/{kind}"), kind, at, by, details);

    private static Dictionary<string, string> Details(params IEnumerable<(string Name, string Value)> facts) =>
        facts.ToDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal);

    private static string Word(Enum value)
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
