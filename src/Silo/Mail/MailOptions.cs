using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;

namespace AleSekretariat.Silo.Mail;

/// <summary>How a mail server is spoken to.</summary>
internal enum SmtpSecurity
{
    /// <summary>Plain first, then TLS or nothing.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>In clear: a server on the same machine.</summary>
    None,
}

/// <summary>Settings of a mail server, <c>Mail:Smtp</c>.</summary>
internal sealed record SmtpOptions
{
    /// <summary><c>Host</c>.</summary>
    public required string Host { get; init; }

    /// <summary><c>Port</c>.</summary>
    public required int Port { get; init; }

    /// <summary><c>Security</c>.</summary>
    public required SmtpSecurity Security { get; init; }

    /// <summary><c>User</c>; null signs in nowhere.</summary>
    public string? User { get; init; }

    /// <summary><c>Password</c>.</summary>
    public string Password { get; init; } = "";

    /// <summary><c>Authority</c>: who signed the server's certificate, in place of the system's authorities.</summary>
    public X509Certificate2? Authority { get; init; }
}

/// <summary>Settings of the mails; a wrong one names itself when the host starts.</summary>
internal sealed record MailOptions
{
    /// <summary><c>PublicAddress</c>: where people reach the web nodes. Never taken from a request: its Host is the sender's to choose.</summary>
    public required Uri PublicAddress { get; init; }

    /// <summary><c>Mail:From</c>.</summary>
    public required MailboxAddress From { get; init; }

    /// <summary><c>Mail:Directory</c>: where mails are dropped when there is no server.</summary>
    public required string Directory { get; init; }

    /// <summary>Null with <c>Mail:Kind</c> "file".</summary>
    public SmtpOptions? Smtp { get; init; }

    /// <summary>Reads and checks the settings. Only Development has defaults: elsewhere nobody would notice mails in a folder.</summary>
    /// <exception cref="ValidationException">A value is missing or cannot be used; the message names the setting.</exception>
    public static MailOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var development = environment.IsDevelopment();
        var address = PublicAddressOf(configuration["PublicAddress"] is { Length: > 0 } set ? set : development ? "http://127.0.0.1:5080" : null);
        var smtp = configuration["Mail:Kind"]?.ToUpperInvariant() switch
        {
            "SMTP" => true,
            "FILE" => false,
            null or "" when development => false,
            null or "" => throw new ValidationException("Mail__Kind is not set: smtp sends mails, file only writes them to Mail__Directory."),
            _ => throw new ValidationException($"Mail__Kind is \"{configuration["Mail:Kind"]}\": it is neither smtp nor file."),
        };
        return new MailOptions
        {
            PublicAddress = address,
            From = Sender(configuration["Mail:From"] is { Length: > 0 } from ? from : smtp ? null : $"aleSekretariat <biuro@{address.IdnHost}>"),
            Directory = Path.GetFullPath(configuration["Mail:Directory"] is { Length: > 0 } folder
                ? folder
                : Path.Combine(configuration["DataDirectory"] is { Length: > 0 } data ? data : ".data", "mail")),
            Smtp = smtp ? Server(configuration.GetSection("Mail:Smtp")) : null,
        };
    }

    private static Uri PublicAddressOf(string? text)
    {
        if (text is null)
            throw new ValidationException("PublicAddress is not set: links in mails begin with it, e.g. https://sekretariat.example.com.");
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            && address is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? address
            : throw new ValidationException($"PublicAddress is \"{text}\": it is no address like https://sekretariat.example.com, without a path.");
    }

    private static MailboxAddress Sender(string? text)
    {
        if (text is null)
            throw new ValidationException("Mail__From is not set: mails need a sender, e.g. aleSekretariat <biuro@example.com>.");
        return MailboxAddress.TryParse(text, out var sender) && sender.Address.Contains('@', StringComparison.Ordinal)
            ? sender
            : throw new ValidationException($"Mail__From is \"{text}\": it is no sender like aleSekretariat <biuro@example.com>.");
    }

    private static SmtpOptions Server(IConfigurationSection smtp)
    {
        if (smtp["Host"] is not { Length: > 0 } host)
            throw new ValidationException("Mail__Smtp__Host is not set: Mail__Kind is smtp.");
        var security = smtp["Security"] is not { Length: > 0 } text ? SmtpSecurity.StartTls
            : Enum.TryParse<SmtpSecurity>(text, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed
            : throw new ValidationException($"Mail__Smtp__Security is \"{text}\": it is neither starttls nor tls nor none.");
        var user = smtp["User"] is { Length: > 0 } name ? name : null;
        if (user is not null && security == SmtpSecurity.None)
            throw new ValidationException("Mail__Smtp__User is set and Mail__Smtp__Security is none: the password would travel in clear.");
        var port = smtp["Port"] is not { Length: > 0 } number ? security == SmtpSecurity.Tls ? 465 : 587
            : int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read is > 0 and <= 65535 ? read
            : throw new ValidationException($"Mail__Smtp__Port is \"{number}\": it is no number from 1 to 65535.");
        return new SmtpOptions
        {
            Host = host,
            Port = port,
            Security = security,
            User = user,
            Password = smtp["Password"] ?? "",
            Authority = smtp["Authority"] is { Length: > 0 } file ? Certificate(file) : null,
        };
    }

    private static X509Certificate2 Certificate(string file)
    {
        try
        {
            return X509Certificate2.CreateFromPem(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ValidationException($"Mail__Smtp__Authority is \"{file}\": no certificate can be read there. {e.Message}", e);
        }
    }
}
