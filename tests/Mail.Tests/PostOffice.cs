using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace AleSekretariat.Mail.Tests;

/// <summary>A real mail server on a port of this machine, which answers as it is told.</summary>
internal sealed class PostOffice : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private Task _serving = Task.CompletedTask;

    private PostOffice(int port, X509Certificate2? certificate) => (Port, Certificate) = (port, certificate);

    public int Port { get; }

    public X509Certificate2? Certificate { get; }

    /// <summary>What it accepted, in order.</summary>
    public ConcurrentQueue<MimeMessage> Accepted { get; } = new();

    /// <summary>The recipients of the envelopes.</summary>
    public ConcurrentQueue<string> Recipients { get; } = new();

    /// <summary>Whether the last mail came over TLS.</summary>
    public bool Secure { get; private set; }

    /// <summary>What it says to a recipient; null accepts.</summary>
    public Func<string, SmtpResponse?> ToRecipient { get; set; } = _ => null;

    /// <summary>What it says after the text; null accepts.</summary>
    public Func<SmtpResponse?> AfterText { get; set; } = () => null;

    public static PostOffice Open(int port, bool tls = false)
    {
        var office = new PostOffice(port, tls ? SelfSigned() : null);
        var services = new ServiceProvider();
        services.Add((IMessageStore)new Box(office));
        services.Add((IMailboxFilter)new Clerk(office));
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, port));
            if (office.Certificate is { } certificate)
                endpoint.Certificate(certificate);
        }).Build();
        office._serving = new SmtpServer.SmtpServer(options, services).StartAsync(office._closing.Token);
        return office;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        try
        {
            await _serving;
        }
        catch (OperationCanceledException)
        {
            // Asked for.
        }

        _closing.Dispose();
        Certificate?.Dispose();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    private sealed class Box(PostOffice office) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            if (office.AfterText() is { } no)
                return no;
            office.Secure = context.Pipe.IsSecure;
            using var text = new MemoryStream(buffer.ToArray());
            office.Accepted.Enqueue(await MimeMessage.LoadAsync(text, cancellationToken));
            foreach (var mailbox in transaction.To)
                office.Recipients.Enqueue($"{mailbox.User}@{mailbox.Host}");
            return SmtpResponse.Ok;
        }
    }

    private sealed class Clerk(PostOffice office) : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            office.ToRecipient($"{to.User}@{to.Host}") is { } no ? throw new SmtpResponseException(no) : Task.FromResult(true);
    }
}
