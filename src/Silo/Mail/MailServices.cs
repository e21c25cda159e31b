using AleSekretariat.Grains.Mail;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AleSekretariat.Silo.Mail;

/// <summary>Wiring of the mails.</summary>
internal static class MailServices
{
    /// <summary>Adds what sends the outbox. The host adds database, keys and time.</summary>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">A setting is wrong; the message names it.</exception>
    public static void AddMail(this IHostApplicationBuilder builder)
    {
        var options = MailOptions.Read(builder.Configuration, builder.Environment);
        var services = builder.Services;
        services.AddSingleton(options);
        services.TryAddSingleton<MailSignal>();
        services.AddSingleton<MailOutbox>();
        services.AddSingleton<MailWording>();
        services.AddSingleton<MailComposer>();
        if (options.Smtp is { } smtp)
            services.AddSingleton<IMailGateway>(_ => new SmtpGateway(smtp));
        else
            services.AddSingleton<IMailGateway>(_ => new FileGateway(options.Directory));
        services.AddHostedService<MailWorker>();
        services.AddHostedService<MailSweep>();
    }
}
