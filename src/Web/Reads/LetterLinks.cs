using AleSekretariat.Database;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;

namespace AleSekretariat.Web.Reads;

/// <summary>A letter as another one's page mentions it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Number">Its number.</param>
/// <param name="Direction">Which way it went.</param>
/// <param name="Date">Its day.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Status">How far it got.</param>
public sealed record LinkedLetter(Guid Id, string Number, Direction Direction, DateOnly Date, string Subject, CorrespondenceStatus Status);

/// <summary>A contract as a letter's page mentions it.</summary>
public sealed record LinkedContract(Guid Id, string Number, string Subject);

/// <summary>Somebody of the company whom a letter may be given to, or who may be on it.</summary>
public sealed record Colleague(Guid AccountId, string Name, TenantRole Role);

/// <summary>What stands beside letters: threads, related ones, contracts, people; under row-level security as everything a page shows.</summary>
public sealed class LetterLinks(WebDatabase database)
{
    private const string Letter = "c.id, c.number, c.direction, c.document_date, c.subject, c.status";

    // The whole thread: up to the first letter, and down through all answers. UNION ends at letters met before.
    private const string ReadThread = $"""
        WITH RECURSIVE up AS (
          SELECT c.id, c.reply_to FROM app.correspondence AS c WHERE c.tenant_id = $1 AND c.id = $2
          UNION
          SELECT c.id, c.reply_to FROM up AS u JOIN app.correspondence AS c ON c.tenant_id = $1 AND c.id = u.reply_to
        ), thread AS (
          SELECT u.id FROM up AS u
          UNION
          SELECT c.id FROM thread AS t JOIN app.correspondence AS c ON c.tenant_id = $1 AND c.reply_to = t.id
        )
        SELECT {Letter} FROM thread AS t JOIN app.correspondence AS c ON c.tenant_id = $1 AND c.id = t.id
        ORDER BY c.id
        LIMIT 50
        """;

    private const string ReadLetters = $"SELECT {Letter} FROM app.correspondence AS c WHERE c.tenant_id = $1 AND c.id = ANY ($2) ORDER BY c.id";

    private const string ReadNumbered = $"SELECT {Letter} FROM app.correspondence AS c WHERE c.tenant_id = $1 AND c.number = ANY ($2) ORDER BY c.id DESC";

    private const string ReadContracts = "SELECT k.id, k.number, k.subject FROM app.contract AS k WHERE k.tenant_id = $1 AND k.id = ANY ($2)";

    private const string ReadNumberedContract = "SELECT k.id, k.number, k.subject FROM app.contract AS k WHERE k.tenant_id = $1 AND k.number = $2 ORDER BY k.id DESC LIMIT 1";

    private const string ReadLatestContracts = """
        SELECT k.id, k.number, k.subject FROM app.contract AS k WHERE k.tenant_id = $1 AND k.annulled_at IS NULL ORDER BY k.id DESC LIMIT 50
        """;

    private const string ReadColleagues = """
        SELECT m.account_id, coalesce(a.display_name, a.email), m.role
        FROM app.membership AS m JOIN app.account AS a ON a.id = m.account_id
        WHERE m.tenant_id = $1 AND NOT m.suspended
        ORDER BY 2, 1
        """;

    private const string ReadNames = "SELECT a.id, coalesce(a.display_name, a.email) FROM app.account AS a WHERE a.id = ANY ($1)";

    // The same sender, mark and day on the paper. The mark is compared as written: an index must do it (script 0020).
    private const string ReadAlike = $"""
        SELECT {Letter} FROM app.correspondence AS c
        WHERE c.tenant_id = $1 AND c.reference = $2 AND c.letter_date IS NOT DISTINCT FROM $3 AND c.id <> $5 AND c.annulled_at IS NULL
          AND (c.contact_id = $6 OR app.fold(c.correspondent) = app.fold($4))
        ORDER BY c.id DESC
        LIMIT 3
        """;

    /// <summary>The letters a letter is in one thread with, itself among them, oldest first.</summary>
    public Task<IReadOnlyList<LinkedLetter>> ThreadAsync(Actor actor, Guid id, CancellationToken cancellation) =>
        ListAsync(actor, ReadThread, Linked, cancellation, new NpgsqlParameter<Guid> { TypedValue = id });

    /// <summary>Letters by their ids, as far as the person may see them.</summary>
    public Task<IReadOnlyList<LinkedLetter>> LettersAsync(Actor actor, IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        ListAsync(actor, ReadLetters, Linked, cancellation, new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });

    /// <summary>Letters by their numbers, newest first where a number was given twice over the years.</summary>
    public Task<IReadOnlyList<LinkedLetter>> NumberedAsync(Actor actor, IReadOnlyCollection<string> numbers, CancellationToken cancellation) =>
        ListAsync(actor, ReadNumbered, Linked, cancellation, new NpgsqlParameter<string[]> { TypedValue = [.. numbers] });

    /// <summary>Contracts by their ids.</summary>
    public Task<IReadOnlyList<LinkedContract>> ContractsAsync(Actor actor, IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        ListAsync(actor, ReadContracts, Contract, cancellation, new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });

    /// <summary>The contract of a number; null for none.</summary>
    public async Task<LinkedContract?> ContractAsync(Actor actor, string number, CancellationToken cancellation) =>
        (await ListAsync(actor, ReadNumberedContract, Contract, cancellation, new NpgsqlParameter<string> { TypedValue = number })).SingleOrDefault();

    /// <summary>The contracts a letter most likely belongs to: the newest.</summary>
    public Task<IReadOnlyList<LinkedContract>> LatestContractsAsync(Actor actor, CancellationToken cancellation) =>
        ListAsync(actor, ReadLatestContracts, Contract, cancellation);

    /// <summary>The active people of the company, by name.</summary>
    public Task<IReadOnlyList<Colleague>> ColleaguesAsync(Actor actor, CancellationToken cancellation) => ListAsync(
        actor, ReadColleagues, reader => new Colleague(reader.GetGuid(0), reader.GetString(1), (TenantRole)reader.GetInt16(2)), cancellation);

    /// <summary>Names of accounts, also of people who have left the company; who was erased has none.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(Actor actor, IReadOnlyCollection<Guid> accounts, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return await database.ReadAsTenantAsync(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(ReadNames, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. accounts] });
            var names = new Dictionary<Guid, string>();
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
                names[reader.GetGuid(0)] = reader.GetString(1);
            return names;
        }, cancellation);
    }

    /// <summary>Letters that look like the one being written: same correspondent, mark and date on the paper. Without a mark none does.</summary>
    /// <param name="actor">Who writes: sees no confidential letter by this either.</param>
    /// <param name="reference">The mark.</param>
    /// <param name="letterDate">The date on the paper.</param>
    /// <param name="correspondent">Sender or addressee as typed.</param>
    /// <param name="contactId">Or as a contact.</param>
    /// <param name="except">The letter itself, once it is saved.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<LinkedLetter>> AlikeAsync(
        Actor actor, string? reference, DateOnly? letterDate, string? correspondent, Guid? contactId, Guid? except, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(reference) || (string.IsNullOrWhiteSpace(correspondent) && contactId is null))
            return Task.FromResult<IReadOnlyList<LinkedLetter>>([]);
        return ListAsync(
            actor,
            ReadAlike,
            Linked,
            cancellation,
            new NpgsqlParameter<string> { TypedValue = reference.Trim() },
            new NpgsqlParameter<DateOnly?> { TypedValue = letterDate },
            new NpgsqlParameter<string?> { TypedValue = correspondent?.Trim() },
            new NpgsqlParameter<Guid> { TypedValue = except ?? Guid.Empty },
            new NpgsqlParameter<Guid?> { TypedValue = contactId });
    }

    private Task<IReadOnlyList<T>> ListAsync<T>(
        Actor actor, string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return database.ReadAsTenantAsync<IReadOnlyList<T>>(actor.TenantId, actor.UserId, async (connection, transaction, token) =>
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = actor.TenantId });
            command.Parameters.AddRange(parameters);
            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
                rows.Add(row(reader));
            return rows;
        }, cancellation);
    }

    private static LinkedLetter Linked(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        (Direction)reader.GetInt16(2),
        reader.GetFieldValue<DateOnly>(3),
        reader.GetString(4),
        (CorrespondenceStatus)reader.GetInt16(5));

    private static LinkedContract Contract(NpgsqlDataReader reader) => new(reader.GetGuid(0), reader.GetString(1), reader.GetString(2));
}
