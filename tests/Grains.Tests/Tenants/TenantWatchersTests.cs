using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Grains.Tenants;
using AleSekretariat.Testing.Orleans;

namespace AleSekretariat.Grains.Tests.Tenants;

public sealed class TenantWatchersTests
{
    [Fact]
    public void Watcher_ThatDoesNotRenew_IsForgottenAfterFifteenSeconds()
    {
        var time = new Stopwatch();
        var watchers = new TenantWatchers(time);
        var (silent, renewing) = (new RecordingWatcher(), new RecordingWatcher());
        watchers.Add(silent);
        watchers.Add(renewing);

        time.Seconds = 14;
        watchers.Add(renewing);
        time.Seconds = 16;
        watchers.Tell(observer => observer.Announced(new EntryAnnouncement(Guid.Empty, "contract", Guid.Empty, "UM/1")));

        Assert.Empty(silent.Entries);
        Assert.Single(renewing.Entries);
        time.Seconds = 40;
        Assert.False(watchers.Any);
    }

    private sealed class Stopwatch : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
