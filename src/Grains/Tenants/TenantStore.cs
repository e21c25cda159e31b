using System.Collections.Immutable;
using AleSekretariat.Database;
using AleSekretariat.Domain.Company;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Registers;
using Npgsql;

namespace AleSekretariat.Grains.Tenants;

/// <summary>What was found where a tenant should be.</summary>
internal abstract record ClaimResult
{
    private ClaimResult()
    {
    }

    /// <summary>The tenant is this activation's from now on.</summary>
    public sealed record Claimed(TenantFacts Facts) : ClaimResult;

    /// <summary>Another activation claimed it since.</summary>
    public sealed record Moved : ClaimResult;

    /// <summary>It was deleted; its tombstone stands.</summary>
    public sealed record Buried : ClaimResult;

    /// <summary>There is none, and never was.</summary>
    public sealed record Unknown : ClaimResult;
}

/// <summary>The tenant's own row: opening it, claiming it.</summary>
/// <param name="database">The silo's pool.</param>
public sealed class TenantStore(SiloDatabase database)
{
    // Waits for whoever holds the row, and with it for a statement under the old epoch whose sender is gone.
    private const string RaiseEpoch = """
        UPDATE app.tenant AS t SET epoch = t.epoch + 1
        WHERE t.tenant_id = $1 AND ($2::bigint IS NULL OR t.epoch = $2)
        RETURNING t.epoch, t.company, t.nip, t.opened_at, t.deleting_since,
          t.mask_incoming, t.mask_outgoing, t.mask_internal, t.mask_contracts, t.storage_used
        """;

    // The last few are enough: time goes on, and a clock that is a little behind another silo's finds its month too.
    private const string ReadCounters = """
        SELECT c.kind, c.month, c.used FROM app.tenant_counter AS c WHERE c.tenant_id = $1 ORDER BY c.month DESC LIMIT 6
        """;

    private const string ReadSeries = """
        SELECT s.series, s.year, s.last_sequence FROM app.series_counter AS s WHERE s.tenant_id = $1 ORDER BY s.year DESC LIMIT 12
        """;

    private const string ReadOthers = """
        SELECT (SELECT count(*) FROM app.membership AS m WHERE m.tenant_id = $1 AND NOT m.suspended)::integer,
          EXISTS (SELECT FROM app.tombstone AS b WHERE b.tenant_id = $1),
          EXISTS (SELECT FROM app.tenant AS t WHERE t.tenant_id = $1),
          EXISTS (SELECT FROM app.tenant_key AS k WHERE k.tenant_id = $1)
        """;

    // Companies that one account opens at once are opened one after the other: each sees those before it.
    private const string TakeTurn = "SELECT pg_advisory_xact_lock(hashtextextended('companies of ' || $1::text, 0))";

    private const string InsertTenant = """
        WITH room AS MATERIALIZED (
          SELECT (SELECT count(*) FROM app.membership AS m WHERE m.account_id = $5 AND m.role = 2) < $6 AS is_left
        ), opened AS (
          INSERT INTO app.tenant (tenant_id, company, nip, opened_at)
          SELECT $1, $2, $3, $4 FROM room AS r WHERE r.is_left AND NOT EXISTS (SELECT FROM app.tombstone AS b WHERE b.tenant_id = $1)
          ON CONFLICT (tenant_id) DO NOTHING
          RETURNING tenant_id
        ), owner AS (
          INSERT INTO app.membership (tenant_id, account_id, role, suspended, joined_at)
          SELECT o.tenant_id, $5, 2, false, $4 FROM opened AS o
        )
        SELECT r.is_left FROM room AS r
        """;

    private const string HistoryExists = "SELECT EXISTS (SELECT FROM app.licence_history AS h WHERE h.tenant_id = $1)";

    private const string OwnerIs = """
        SELECT EXISTS (SELECT FROM app.membership AS m WHERE m.tenant_id = $1 AND m.account_id = $2 AND m.role = 2)
        """;

    /// <summary>
    /// Raises the epoch and reads what goes with it in one round trip: from its commit on, no other activation writes.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="ownEpoch">The epoch to hold on to; null takes the tenant from whoever has it.</param>
    internal async Task<ClaimResult> Claim(Guid tenantId, long? ownEpoch)
    {
        try
        {
            return await RaiseAndRead(tenantId, ownEpoch);
        }
        catch (NpgsqlException e) when (e is not PostgresException)
        {
            database.DropIdle();
            throw;
        }
    }

    /// <summary>Writes the tenant and its owner's membership, unless it is there or was deleted.</summary>
    /// <returns>False when the owner has as many companies as one may: nothing was written.</returns>
    /// <exception cref="PostgresException">Foreign key: the owner's account does not exist.</exception>
    internal async Task<bool> Open(Guid tenantId, string company, string? nip, Guid ownerId, DateTimeOffset now)
    {
        await using var batch = database.DataSource.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(TakeTurn) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = ownerId } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(InsertTenant)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = tenantId },
                new NpgsqlParameter<string> { TypedValue = company },
                new NpgsqlParameter { Value = (object?)nip ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                new NpgsqlParameter { Value = now, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
                new NpgsqlParameter<Guid> { TypedValue = ownerId },
                new NpgsqlParameter<long> { TypedValue = CompanyRules.MostOfOneOwner },
            },
        });
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        var hadRoom = reader.GetBoolean(0);
        await reader.CloseAsync(); // reads to the end: a mistake there is thrown
        return hadRoom;
    }

    /// <summary>Whether the tenant's licence ever left a trace: then there was a state.</summary>
    internal async Task<bool> HasHistory(Guid tenantId)
    {
        await using var command = database.DataSource.CreateCommand(HistoryExists);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    internal async Task<bool> IsOwner(Guid tenantId, Guid accountId)
    {
        await using var command = database.DataSource.CreateCommand(OwnerIs);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = accountId });
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private async Task<ClaimResult> RaiseAndRead(Guid tenantId, long? ownEpoch)
    {
        await using var batch = database.DataSource.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(RaiseEpoch)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = tenantId },
                new NpgsqlParameter { Value = (object?)ownEpoch ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint },
            },
        });
        foreach (var read in (string[])[ReadCounters, ReadSeries, ReadOthers])
            batch.BatchCommands.Add(new NpgsqlBatchCommand(read) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = tenantId } } });

        await using var reader = await batch.ExecuteReaderAsync();
        var facts = await reader.ReadAsync() ? await ReadTenant(reader) : null;
        await reader.NextResultAsync();
        var counters = ImmutableDictionary.CreateBuilder<(RegisterKind, DateOnly), int>();
        while (await reader.ReadAsync())
            counters[((RegisterKind)reader.GetInt16(0), reader.GetFieldValue<DateOnly>(1))] = reader.GetInt32(2);
        await reader.NextResultAsync();
        var series = ImmutableDictionary.CreateBuilder<(Series, int), int>();
        while (await reader.ReadAsync())
            series[((Series)reader.GetInt16(0), reader.GetInt16(1))] = reader.GetInt32(2);
        await reader.NextResultAsync();
        await reader.ReadAsync();
        var (users, buried, exists, hasKey) = (reader.GetInt32(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetBoolean(3));
        await reader.CloseAsync();

        if (facts is null)
            return exists ? new ClaimResult.Moved() : buried ? new ClaimResult.Buried() : new ClaimResult.Unknown();
        return new ClaimResult.Claimed(facts with
        {
            Users = users,
            HasKey = hasKey,
            Counters = counters.ToImmutable(),
            LastSequences = series.ToImmutable(),
        });
    }

    private static async Task<TenantFacts> ReadTenant(NpgsqlDataReader reader) => new()
    {
        Epoch = reader.GetInt64(0),
        Company = reader.GetString(1),
        Nip = await reader.IsDBNullAsync(2) ? null : reader.GetString(2),
        OpenedAt = reader.GetFieldValue<DateTimeOffset>(3),
        DeletingSince = await reader.IsDBNullAsync(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
        Masks = [.. Enumerable.Range(5, 4).Select(column => Mask(reader.GetString(column)))],
        StorageUsed = reader.GetInt64(9),
        Users = 0,
        Counters = ImmutableDictionary<(RegisterKind, DateOnly), int>.Empty,
        LastSequences = ImmutableDictionary<(Series, int), int>.Empty,
    };

    private static NumberMask Mask(string text) => NumberMask.TryParse(text, out var mask, out _)
        ? mask
        : throw new InvalidOperationException($"The tenant's number mask \"{text}\" cannot be read.");
}
