using System.Threading.Channels;
using MimeKit;

namespace AleSekretariat.Testing;

/// <summary>Where the hosts of a test drop their mails.</summary>
public static class TestMails
{
    /// <summary>One folder for all hosts of this process; it goes when the process ends.</summary>
    public static string Directory { get; } = Create();

    /// <summary>What was sent to an address.</summary>
    public static IReadOnlyList<MimeMessage> To(string address) =>
    [
        .. System.IO.Directory.EnumerateFiles(Directory, "*.eml").Select(file => MimeMessage.Load(file))
            .Where(mail => mail.To.Mailboxes.Any(mailbox => string.Equals(mailbox.Address, address, StringComparison.OrdinalIgnoreCase))),
    ];

    /// <summary>The newest mail to an address under a subject, as soon as it is there.</summary>
    /// <exception cref="TimeoutException">None came within half a minute; the message says what did.</exception>
    public static async Task<MimeMessage> ArrivedAsync(string address, string subject, CancellationToken cancellation)
    {
        var arrivals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var watcher = new FileSystemWatcher(Directory);
        // Mails are written beside and renamed when they are whole.
        watcher.Renamed += (_, _) => arrivals.Writer.TryWrite(true);
        watcher.EnableRaisingEvents = true;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var mails = To(address);
            if (mails.Where(mail => mail.Subject == subject).MaxBy(mail => mail.Date) is { } arrived)
                return arrived;
            try
            {
                await arrivals.Reader.ReadAsync(limit.Token);
            }
            catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
            {
                throw new TimeoutException($"No mail \"{subject}\" to {address}; there came: {string.Join(", ", mails.Select(mail => mail.Subject))}", e);
            }
        }
    }

    private static string Create()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("ale-mails-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            try
            {
                System.IO.Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // A host that outlives us still writes.
            }
        };
        return folder;
    }
}
