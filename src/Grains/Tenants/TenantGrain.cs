using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Grains.Attachments;
using AleSekretariat.Grains.Billing;
using AleSekretariat.Grains.Company;
using AleSekretariat.Grains.Contacts;
using AleSekretariat.Grains.Members;
using AleSekretariat.Grains.Registers;
using AleSekretariat.Keys.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace AleSekretariat.Grains.Tenants;

/// <summary>
/// A tenant: the only writer of its licence, counters and registers. Calls that write run one at a time; Status and Watch
/// interleave and look only at <see cref="_committed"/>, which is replaced as a whole after each commit.
/// </summary>
[GrainType("tenant")]
public sealed partial class TenantGrain : Grain, ITenantGrain, ITenantOperations, IRemindable
{
    /// <summary>The name of the grain storage that keeps <see cref="TenantState"/>.</summary>
    public const string Storage = "Tenants";

    private const string StateName = "tenant";

    private readonly TenantStore _tenants;
    private readonly TenantKeyStore _keys;
    private readonly IBlobStore _blobs;
    private readonly SettingsStore _settings;
    private readonly EffectStore _effects;
    private readonly DeletionStore _deletion;
    private readonly EntryStore _entries;
    private readonly AnnulStore _annuls;
    private readonly AttachmentStore _attachments;
    private readonly ContactStore _contacts;
    private readonly LetterStore _letters;
    private readonly ContractNames _contractNames;
    private readonly ContractStore _contracts;
    private readonly MembershipStore _members;
    private readonly InvitationStore _invitations;
    private readonly RegistrationWriter _writer;
    private readonly PriceLists _prices;
    private readonly IGrainStorage _storage;
    private readonly TimeProvider _time;
    private readonly TestClockOptions _testClock;
    private readonly SiloMetrics _metrics;
    private readonly ILogger<TenantGrain> _logger;
    private readonly TenantWatchers _watchers;

    private GrainState<TenantState> _record = new(new TenantState());
    private Task? _loading;
    private Presence _presence = Presence.Unknown;
    private Committed? _committed;

    /// <summary>Made by Orleans.</summary>
    public TenantGrain(
        TenantStore tenants,
        TenantKeyStore keys,
        IBlobStore blobs,
        SettingsStore settings,
        EffectStore effects,
        DeletionStore deletion,
        EntryStore entries,
        AnnulStore annuls,
        AttachmentStore attachments,
        ContactStore contacts,
        LetterStore letters,
        ContractNames contractNames,
        ContractStore contracts,
        MembershipStore members,
        InvitationStore invitations,
        RegistrationWriter writer,
        PriceLists prices,
        [FromKeyedServices(Storage)] IGrainStorage storage,
        TimeProvider time,
        IOptions<TestClockOptions> testClock,
        SiloMetrics metrics,
        ILogger<TenantGrain> logger)
    {
        ArgumentNullException.ThrowIfNull(testClock);
        _tenants = tenants;
        _keys = keys;
        _blobs = blobs;
        _settings = settings;
        _effects = effects;
        _deletion = deletion;
        _entries = entries;
        _annuls = annuls;
        _attachments = attachments;
        _contacts = contacts;
        _letters = letters;
        _contractNames = contractNames;
        _contracts = contracts;
        _members = members;
        _invitations = invitations;
        _writer = writer;
        _prices = prices;
        _storage = storage;
        _time = time;
        _testClock = testClock.Value;
        _metrics = metrics;
        _logger = logger;
        _watchers = new TenantWatchers(time);
    }

    /// <summary>What is known to be where this tenant should be.</summary>
    private enum Presence
    {
        /// <summary>Nothing: not opened yet.</summary>
        Unknown,

        /// <summary>A tenant, claimed by this activation.</summary>
        Present,

        /// <summary>A deletion that began and must end.</summary>
        Leaving,

        /// <summary>A tombstone.</summary>
        Gone,
    }

    private Guid TenantId => this.GetPrimaryKey();

    /// <summary>
    /// The tenant's clock: real time and the test clock's offset. In whole milliseconds: what is answered now reads back
    /// the same from the database.
    /// </summary>
    private DateTimeOffset Now => Milliseconds(_time.GetUtcNow() + ClockOffset);

    /// <summary>Where tenants' clocks may not be moved, one that was moved elsewhere (a copy of test data) counts as right.</summary>
    private TimeSpan ClockOffset => _testClock.Enabled && _committed is { State.ClockOffset: var offset } ? offset : TimeSpan.Zero;

    private Committed Own => _committed ?? throw new InvalidOperationException("The tenant is not loaded.");

    private Licence Licence => Own.State.Licence!;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _metrics.Activated();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _metrics.Deactivated();
        return Task.CompletedTask;
    }

    private static DateTimeOffset Milliseconds(DateTimeOffset instant) => new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

    /// <summary>Loads the tenant if need be. Null when it is there to be used; else the refusal everybody gets.</summary>
    private async Task<Refusal?> Absent()
    {
        await EnsureLoaded();
        if (_presence != Presence.Present)
            return new Refusal.TenantGone();
        if (LicenceState.At(Licence, Now).State != AccountState.Deleted)
            return null;
        // True from the deadline on, whether or not the reminder has rung; but now that we know, it need not wait for it.
        RetrySoon();
        return new Refusal.TenantGone();
    }

    private PackageLimits LimitsAt(DateTimeOffset now) =>
        _prices.InForce(WarsawTime.DateOf(now)).LimitsOf(LicenceState.PackageAt(Licence, now));

    private TenantSnapshot Snapshot(DateTimeOffset now) =>
        TenantSnapshots.Of(TenantId, Own.Facts, Licence, LimitsAt(now), Own.Sequence, now);

    private Outcome<T> Refuse<T>(Refusal refusal)
        where T : class
    {
        _metrics.Refused(refusal);
        return refusal;
    }

    /// <summary>Everything a reader may see. Replaced, never changed.</summary>
    private sealed record Committed(TenantFacts Facts, TenantState State, int Sequence)
    {
        public Committed Next() => this with { Sequence = Sequence + 1 };
    }
}
