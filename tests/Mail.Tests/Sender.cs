using System.Text.Json;
using AleSekretariat.Database;
using AleSekretariat.Keys;
using AleSekretariat.Silo.Mail;
using AleSekretariat.Testing;
using AleSekretariat.Testing.Orleans;
using AleSekretariat.Testing.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Mail.Tests;

/// <summary>What a silo has for mails, wired as there, and the outbox it works off.</summary>
internal sealed class Sender : IAsyncDisposable
{
    private readonly IHost _host;

    private Sender(IHost host) => _host = host;

    public static async Task<Sender> StartAsync(TestDatabase database, int port, params KeyValuePair<string, string?>[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Production });
        builder.Configuration.AddInMemoryCollection([
            new("Keys:Master", TestKeys.Master), new("PublicAddress", "https://sekretariat.example.com"), new("Mail:Kind", "smtp"),
            new("Mail:From", "aleSekretariat <biuro@example.com>"), new("Mail:Smtp:Host", "localhost"), new("Mail:Smtp:Security", "none"),
            new("Mail:Smtp:Port", port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ]);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.AddKeys();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(SiloDatabase.Create(database.ConnectionString, poolSize: 4));
        builder.AddMail();
        var host = builder.Build();
        await host.StartAsync();
        return new Sender(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    public static async Task OweAsync(TestDatabase database, OwedMail mail)
    {
        await using var command = database.Owner.CreateCommand("""
            INSERT INTO app.mail_outbox (key, recipient, kind, details, owed_at) VALUES ($1, $2, $3, $4, $5)
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = mail.Key });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = mail.Recipient });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = mail.Kind });
        command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(mail.Details), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter { Value = mail.OwedAt, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<long> CountAsync(TestDatabase database, string condition)
    {
        await using var command = database.Owner.CreateCommand($"SELECT count(*) FROM app.mail_outbox WHERE {condition}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public static Task UntilAsync(TestDatabase database, string condition, int count = 1) =>
        Patient.Until(async () => await CountAsync(database, condition) == count, condition);

    public static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
