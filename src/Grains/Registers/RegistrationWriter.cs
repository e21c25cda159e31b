using AleSekretariat.Database;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AleSekretariat.Grains.Registers;

/// <summary>
/// One for each silo: writes the registrations of all its tenants, many in one statement and one commit
/// (architecture.md, "Registering"; docs/adr/0003). Letters, contracts and letters that give notice go in lanes of their own.
/// </summary>
public sealed class RegistrationWriter : IAsyncDisposable
{
    private readonly RegistrationLane<CorrespondenceRow> _correspondence;
    private readonly RegistrationLane<ContractRow> _contracts;
    private readonly RegistrationLane<TerminationRow> _terminations;

    /// <summary>Starts the writers.</summary>
    /// <param name="database">The silo's pool.</param>
    /// <param name="options">Batch size, writers, time-outs.</param>
    /// <param name="metrics">Told of each batch.</param>
    /// <param name="logger">Told of collisions and faults.</param>
    public RegistrationWriter(
        SiloDatabase database, IOptions<RegistrationOptions> options, SiloMetrics metrics, ILogger<RegistrationWriter> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(metrics);
        _correspondence = new(new CorrespondenceStatement(), database, options.Value, metrics, logger);
        _contracts = new(new ContractStatement(), database, options.Value, metrics, logger);
        _terminations = new(new TerminationStatement(), database, options.Value, metrics, logger);
        metrics.ObserveQueue(() => _correspondence.QueueLength + _contracts.QueueLength + _terminations.QueueLength);
    }

    internal Task<RegistrationResult> Write(CorrespondenceRow row) => _correspondence.Write(row);

    internal Task<RegistrationResult> Write(ContractRow row) => _contracts.Write(row);

    internal Task<RegistrationResult> Write(TerminationRow row) => _terminations.Write(row);

    /// <summary>Writes what was handed in, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _correspondence.DisposeAsync();
        await _contracts.DisposeAsync();
        await _terminations.DisposeAsync();
    }
}
