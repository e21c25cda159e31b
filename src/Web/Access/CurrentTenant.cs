using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Web.Access;

/// <summary>
/// The tenant this request acts for and who acts. Filled once, before authorization: for pages by <see cref="TenantEntry"/>
/// (with the snapshot), for the API by <see cref="TokenHandler"/> (without: most calls need none).
/// </summary>
public sealed class CurrentTenant(IGrainFactory grains)
{
    private Actor? _actor;
    private TenantSnapshot? _snapshot;

    /// <summary>Whether the request acts for a tenant at all.</summary>
    public bool IsKnown => _actor is not null;

    /// <summary>Who acts, on which tenant.</summary>
    public Actor Actor => _actor ?? throw new InvalidOperationException("This request acts for no tenant.");

    /// <summary>The tenant as it stood when the request began, or after the last <see cref="RefreshAsync"/>.</summary>
    public TenantSnapshot Snapshot => _snapshot ?? throw new InvalidOperationException("The snapshot was not read; call RefreshAsync first.");

    /// <summary>The Warsaw day by the tenant's clock.</summary>
    public DateOnly Today => WarsawTime.DateOf(Snapshot.ServerTime);

    /// <summary>The companies the signed-in person belongs to and may enter; empty for a token.</summary>
    public IReadOnlyList<Membership> Memberships { get; private set; } = [];

    /// <summary>The tenant's grain.</summary>
    public ITenantGrain Grain => grains.GetGrain<ITenantGrain>(Actor.TenantId);

    /// <summary>Reads the snapshot anew.</summary>
    /// <exception cref="TenantGoneException">The tenant was deleted meanwhile.</exception>
    public async Task RefreshAsync()
    {
        var outcome = await GrainCall.RepeatAsync(() => Grain.Status(Actor));
        if (!outcome.Granted(out var snapshot, out _))
            throw new TenantGoneException();
        Show(snapshot);
    }

    /// <summary>Takes over a snapshot that a command answered.</summary>
    public void Show(TenantSnapshot snapshot) => _snapshot = snapshot;

    internal void Enter(Actor actor, IReadOnlyList<Membership> memberships)
    {
        _actor = actor;
        Memberships = memberships;
    }

    internal void Leave()
    {
        _actor = null;
        _snapshot = null;
    }
}
