using System.ComponentModel.DataAnnotations;

namespace AleSekretariat.Grains.Registers;

/// <summary>How a silo gathers registrations (configuration section <c>Registration</c>; figures measured, architecture.md).</summary>
public sealed class RegistrationOptions
{
    /// <summary>Most registrations in one statement.</summary>
    [Range(1, 4096)]
    public int BatchSize { get; set; } = 256;

    /// <summary>Statements under way at once for each register. More than two were slower on small machines.</summary>
    [Range(1, 8)]
    public int Writers { get; set; } = 2;

    /// <summary>Registrations that may wait for each register; more wait before they are handed in.</summary>
    [Range(1, 1_000_000)]
    public int QueueLength { get; set; } = 8192;

    /// <summary>
    /// How long a statement may take, its connection and lock waits included, before its outcome counts as unknown. Half of
    /// what a call may take: the question what became of it wants its time too.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// What waited longer than this for a writer is not written any more: its caller was told to repeat (the response
    /// time-out of a call).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a batch is repeated after a deadlock or serialization failure.</summary>
    [Range(0, 100)]
    public int Repeats { get; set; } = 8;
}
