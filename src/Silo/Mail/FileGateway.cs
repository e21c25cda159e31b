using System.Globalization;
using MimeKit;

namespace AleSekretariat.Silo.Mail;

/// <summary>Writes mails as files that a mail program opens: for whoever tries the product, and for tests.</summary>
internal sealed class FileGateway(string directory) : IMailGateway
{
    /// <summary>Whole or not at all, and the same mail into the same file.</summary>
    public async Task SendAsync(MimeMessage mail, CancellationToken cancellation)
    {
        Directory.CreateDirectory(directory);
        var name = string.Create(CultureInfo.InvariantCulture, $"{mail.Date.UtcDateTime:yyyyMMdd-HHmmss}-{mail.MessageId!.Split('@')[0]}.eml");
        var file = Path.Combine(directory, name);
        var draft = file + ".part";
        await mail.WriteToAsync(draft, cancellation);
        File.Move(draft, file, overwrite: true);
    }

    public Task RestAsync(CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
