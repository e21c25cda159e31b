using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace AleSekretariat.Silo.Mail;

/// <summary>Hands mails to the mail server; one connection serves as long as mails wait.</summary>
internal sealed class SmtpGateway(SmtpOptions options) : IMailGateway
{
    private const int AnswerMilliseconds = 30_000;

    private SmtpClient? _client;

    public async Task SendAsync(MimeMessage mail, CancellationToken cancellation)
    {
        try
        {
            var client = await Connected(cancellation);
            await client.SendAsync(mail, cancellation);
        }
        catch (SmtpCommandException) when (_client is { IsConnected: true })
        {
            // The server's no to this one mail.
            throw;
        }
        catch
        {
            Drop();
            throw;
        }
    }

    public async Task RestAsync(CancellationToken cancellation)
    {
        if (_client is null)
            return;
        try
        {
            await _client.DisconnectAsync(quit: true, cancellation);
        }
        finally
        {
            Drop();
        }
    }

    public ValueTask DisposeAsync()
    {
        Drop();
        return ValueTask.CompletedTask;
    }

    private async Task<SmtpClient> Connected(CancellationToken cancellation)
    {
        if (_client is { IsConnected: true })
            return _client;
        Drop();
        _client = new SmtpClient { Timeout = AnswerMilliseconds };
        if (options.Authority is { } authority)
        {
            // An authority of one's own seldom publishes what it revoked.
            _client.CheckCertificateRevocation = false;
            _client.ServerCertificateValidationCallback = (_, certificate, _, errors) => IsSignedBy(authority, certificate, errors);
        }

        await _client.ConnectAsync(options.Host, options.Port, options.Security switch
        {
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            SmtpSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        }, cancellation);
        if (options.User is { } user)
            await _client.AuthenticateAsync(user, options.Password, cancellation);
        return _client;
    }

    private void Drop()
    {
        _client?.Dispose();
        _client = null;
    }

    /// <summary>The name must fit as ever; only who signed it is another.</summary>
    private static bool IsSignedBy(X509Certificate2 authority, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var server = new X509Certificate2(certificate);
        return chain.Build(server);
    }
}
