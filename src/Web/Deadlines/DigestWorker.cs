using System.Globalization;
using System.Text.Json;
using AleSekretariat.Database;
using AleSekretariat.Domain.Deadlines;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Reads;
using Npgsql;
using NpgsqlTypes;

namespace AleSekretariat.Web.Deadlines;

/// <summary>
/// Writes the digests of a working day into the outbox, one person after the other. Web nodes share the work: each locks a
/// person, reads what that person may see, and writes mail and day in one transaction.
/// </summary>
public sealed partial class DigestWorker(
    WebDatabase database, DeadlineReads reads, IServiceScopeFactory scopes, TimeProvider time, ILogger<DigestWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private const string Next = "SELECT tenant_id, account_id, role, account_name, email, culture, company FROM app.next_digest($1)";

    private const string Written = """
        WITH done AS (UPDATE app.digest_subscription SET last_on = $1 WHERE tenant_id = $2 AND account_id = $3)
        INSERT INTO app.mail_outbox (key, tenant_id, account_id, recipient, kind, details, owed_at)
        SELECT $4, $2, $3, $5, 'digest', $6, $7 WHERE $6 IS NOT NULL
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Writes what is due at an instant.</summary>
    /// <returns>How many people's day was done.</returns>
    public async Task<int> WriteAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (DigestTime.DueAt(now) is not { } today)
            return 0;
        var done = 0;
        while (await WriteNextAsync(today, now, cancellation))
            done++;
        return done;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(time.GetUtcNow(), stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, e);
            }
        }
    }

    private async Task<bool> WriteNextAsync(DateOnly today, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await NextAsync(connection, transaction, today, cancellation) is not { } person)
            return false;
        var letters = await reads.LettersAsync(person.Actor, mine: false, Cursor.MostItems, cursor: null, cancellation);
        await using var command = new NpgsqlCommand(Written, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = today });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = person.Actor.TenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = person.Actor.UserId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = string.Create(CultureInfo.InvariantCulture, $"digest/{person.Actor.TenantId:D}/{person.Actor.UserId:D}/{today:yyyy-MM-dd}") });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = person.Email });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)Details(person, letters.Items, today) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private string? Details(Person person, IReadOnlyList<DueLetter> letters, DateOnly today)
    {
        using var scope = scopes.CreateScope();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(RequestCultures.CultureOf(person.Culture));
        if (scope.ServiceProvider.GetRequiredService<Digest>().Of(person.Company, letters, today) is not { } details)
            return null;
        details["culture"] = person.Culture;
        return JsonSerializer.Serialize(details);
    }

    private static async Task<Person?> NextAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, DateOnly today, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Next, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = today });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;
        var actor = new Actor(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(3), (TenantRole)reader.GetInt16(2), ActorKind.Token);
        return new Person(actor, reader.GetString(4), reader.GetString(5), reader.GetString(6));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Digests could not be written; the next round tries again")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    private sealed record Person(Actor Actor, string Email, string Culture, string Company);
}
