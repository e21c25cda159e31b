using System.Diagnostics.Metrics;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Grains.Abstractions;

namespace AleSekretariat.Grains;

/// <summary>What a silo counts, under the meter <see cref="MeterName"/>. No tenant's name is a tag: tenants are too many.</summary>
public sealed class SiloMetrics
{
    /// <summary>The meter to subscribe to.</summary>
    public const string MeterName = "AleSekretariat.Silo";

    private readonly Meter _meter;
    private readonly Counter<long> _registrations;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _moved;
    private readonly UpDownCounter<long> _activations;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _commit;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">The host's factory.</param>
    public SiloMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _meter = meters.Create(MeterName);
        _registrations = _meter.CreateCounter<long>("alesekretariat.registrations", "{entry}", "Entries registered.");
        _refusals = _meter.CreateCounter<long>("alesekretariat.refusals", "{command}", "Commands refused, by code.");
        _moved = _meter.CreateCounter<long>("alesekretariat.tenants.moved", "{activation}", "Activations that lost their claim.");
        _activations = _meter.CreateUpDownCounter<long>("alesekretariat.tenants.active", "{tenant}", "Tenants in memory.");
        _batchSize = _meter.CreateHistogram<int>("alesekretariat.registration.batch", "{entry}", "Registrations in one statement.");
        _commit = _meter.CreateHistogram<double>("alesekretariat.registration.duration", "s", "One statement, commit included.");
    }

    internal void Registered(RegisterKind kind) => _registrations.Add(1, new KeyValuePair<string, object?>("kind", kind));

    internal void Refused(Refusal refusal) => _refusals.Add(1, new KeyValuePair<string, object?>("code", refusal.GetType().Name));

    internal void ActivationMoved() => _moved.Add(1);

    internal void Activated() => _activations.Add(1);

    internal void Deactivated() => _activations.Add(-1);

    internal void BatchWritten(int size, TimeSpan duration)
    {
        _batchSize.Record(size);
        _commit.Record(duration.TotalSeconds);
    }

    internal void ObserveQueue(Func<int> length) =>
        _meter.CreateObservableGauge("alesekretariat.registration.queue", length, "{entry}", "Registrations waiting for a writer.");
}
