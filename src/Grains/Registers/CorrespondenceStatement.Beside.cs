namespace AleSekretariat.Grains.Registers;

/// <content>What a letter brings along: people on it, letters beside it, and the end of the one it answers.</content>
internal sealed partial class CorrespondenceStatement
{
    // The answered letter was open when the grain looked, and nobody but this grain's claim can have closed it since.
    private const string Beside = """
        told AS (
          INSERT INTO app.correspondence_person (tenant_id, correspondence_id, account_id)
          SELECT f.tenant_id, f.id, p.account_id::uuid
          FROM fresh AS f CROSS JOIN LATERAL unnest(string_to_array(f.people, E'\n')) AS p (account_id)
          WHERE f.people IS NOT NULL
        ), linked AS (
          INSERT INTO app.correspondence_link (tenant_id, letter_id, other_id)
          SELECT f.tenant_id, least(f.id, r.id::uuid), greatest(f.id, r.id::uuid)
          FROM fresh AS f CROSS JOIN LATERAL unnest(string_to_array(f.related, E'\n')) AS r (id)
          WHERE f.related IS NOT NULL
        ), answered AS (
          SELECT c.tenant_id, c.id, c.status, f.id AS answer, f.registered_at, f.actor_id, f.actor_name
          FROM fresh AS f JOIN app.correspondence AS c ON c.tenant_id = f.tenant_id AND c.id = f.answered
          WHERE f.answered IS NOT NULL AND c.status IN (0, 1, 2)
        ), closed AS (
          UPDATE app.correspondence AS c SET status = 3, version = c.version + 1
          FROM answered AS a WHERE c.tenant_id = a.tenant_id AND c.id = a.id
        ), recorded_closed AS (
          INSERT INTO app.history (tenant_id, entry_id, kind, at, by_account, by_name, field, before, after)
          SELECT a.tenant_id, a.id, 0, a.registered_at, a.actor_id, a.actor_name, h.field, h.before, h.after
          FROM answered AS a CROSS JOIN LATERAL (VALUES
            (1, 'status', (ARRAY['new', 'assigned', 'inProgress'])[a.status + 1], 'done'), (2, 'reply', NULL, a.answer::text)) AS h (ordinal, field, before, after)
          ORDER BY h.ordinal
        )
        """;
}
