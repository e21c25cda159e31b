using AleSekretariat.Testing.Postgres;
using Npgsql;
using Xunit;

namespace AleSekretariat.Testing.Orleans;

/// <summary>What the tables say about a tenant's letters: they must agree, whatever happened.</summary>
/// <param name="Entries">Rows of the book.</param>
/// <param name="Numbered">How many different sequences they bear.</param>
/// <param name="Highest">The highest of them.</param>
/// <param name="Counted">What the month's counters add up to.</param>
/// <param name="LastSequence">What the series says; the highest of several years'.</param>
/// <param name="Histories">Rows of history that tell of a registration.</param>
public sealed record RegisterAudit(long Entries, long Numbered, int Highest, long Counted, int LastSequence, long Histories)
{
    private const string Letters = """
        SELECT
          (SELECT count(*) FROM app.correspondence WHERE tenant_id = $1),
          (SELECT count(DISTINCT (direction, year, sequence)) FROM app.correspondence WHERE tenant_id = $1),
          (SELECT coalesce(max(sequence), 0) FROM app.correspondence WHERE tenant_id = $1),
          (SELECT coalesce(sum(used), 0) FROM app.tenant_counter WHERE tenant_id = $1 AND kind = 0),
          (SELECT coalesce(max(last_sequence), 0) FROM app.series_counter WHERE tenant_id = $1 AND series < 3),
          (SELECT count(*) FROM app.history WHERE tenant_id = $1 AND kind = 0 AND field = 'registered')
        """;

    /// <summary>Reads the tables.</summary>
    public static async Task<RegisterAudit> OfLettersAsync(TestDatabase database, Guid tenantId)
    {
        await using var command = database.Owner.CreateCommand(Letters);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new RegisterAudit(
            reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2), reader.GetInt64(3), reader.GetInt32(4), reader.GetInt64(5));
    }

    /// <summary>Incoming letters of one year only: as many entries as numbers, counts and histories, without a gap.</summary>
    public void MustAgreeOn(long entries) => Assert.Equal(
        new RegisterAudit(entries, entries, (int)entries, entries, (int)entries, entries),
        this);
}
