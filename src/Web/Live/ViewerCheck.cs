using AleSekretariat.Database;
using Npgsql;

namespace AleSekretariat.Web.Live;

/// <summary>
/// Which of the live connections are still entitled: session not ended nor expired, password not changed, token not revoked, membership
/// there and not suspended, and the second factor shown where the company asks for one. One statement for all of a node's sessions and one for its tokens, however many there are.
/// </summary>
public sealed class ViewerCheck(WebDatabase database, TimeProvider time)
{
    private const string GoodSessions = """
        SELECT k.place::int
        FROM unnest($1::uuid[], $2::uuid[], $3::text[]) WITH ORDINALITY AS k(session_id, tenant_id, stamp, place)
        JOIN app.session AS s ON s.id = k.session_id AND app.session_is_good(s, $4)
        JOIN app.account AS a ON a.id = s.account_id AND a.security_stamp = k.stamp
        WHERE EXISTS (SELECT FROM app.memberships_of(a.id) AS m WHERE m.tenant_id = k.tenant_id AND NOT m.suspended
          AND (NOT m.second_factor_required OR a.two_factor_enabled
            OR (s.by_passkey AND EXISTS (SELECT FROM app.account_passkey AS p WHERE p.account_id = a.id))))
        """;

    private const string GoodTokens = """
        SELECT k.place::int
        FROM unnest($1::bytea[]) WITH ORDINALITY AS k(hash, place)
        WHERE EXISTS (SELECT FROM app.token_actor(k.hash) AS t WHERE NOT t.lacks_factor)
        """;

    /// <summary>The connections that have to go.</summary>
    public async Task<IReadOnlyList<Viewer>> FindOutsidersAsync(IReadOnlyCollection<Viewer> viewers, CancellationToken cancellation)
    {
        var bySession = viewers.Where(viewer => viewer.SessionId is not null).ToList();
        var byToken = viewers.Where(viewer => viewer.TokenHash is not null).ToList();
        var outsiders = new List<Viewer>();
        if (bySession.Count > 0)
        {
            await using var command = database.DataSource.CreateCommand(GoodSessions);
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. bySession.Select(viewer => viewer.SessionId!.Value)] });
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. bySession.Select(viewer => viewer.Actor.TenantId)] });
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. bySession.Select(viewer => viewer.SecurityStamp ?? "")] });
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
            outsiders.AddRange(await OthersAsync(command, bySession, cancellation));
        }

        if (byToken.Count > 0)
        {
            await using var command = database.DataSource.CreateCommand(GoodTokens);
            command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. byToken.Select(viewer => viewer.TokenHash!)] });
            outsiders.AddRange(await OthersAsync(command, byToken, cancellation));
        }

        return outsiders;
    }

    private static async Task<List<Viewer>> OthersAsync(NpgsqlCommand command, List<Viewer> asked, CancellationToken cancellation)
    {
        var good = new bool[asked.Count];
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            good[reader.GetInt32(0) - 1] = true;
        return [.. asked.Where((_, i) => !good[i])];
    }
}
