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
