using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace AleSekretariat.Testing.Orleans;

/// <summary>A machine whose clock is wrong by a fixed time; its timers are right.</summary>
public sealed class JumpedClock(TimeSpan by) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;

    /// <summary>Makes it a silo's clock.</summary>
    public static void In(IServiceCollection services, TimeSpan by)
    {
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new JumpedClock(by)));
        // Orleans takes the clock too, while a silo's generation is of real time: else the silo finds that it has been joining
        // for too long, or that it is older than any silo may be, and ends itself and the process of the tests.
        services.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.EvictWhenMaxJoinAttemptTimeExceeded = false;
            membership.SiloGenerationRetirementAge = by + TimeSpan.FromDays(1);
        });
    }
}
