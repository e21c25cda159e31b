-- A company may ask for a second factor of everybody; and when a session's person last proved who they are.

ALTER TABLE app.tenant ADD COLUMN second_factor_required boolean NOT NULL DEFAULT false;

ALTER TABLE app.session
  -- the password was typed, or a passkey shown; what gives or takes access asks anew after some minutes
  ADD COLUMN proven_at  timestamptz NULL,
  -- a passkey began the session or was added in it: both factors were there, whatever else the account has
  ADD COLUMN by_passkey boolean NOT NULL DEFAULT false;

-- The same look-ups as before, with what the company asks for. The columns a node of the version before asks for are all there.
DROP FUNCTION app.memberships_of(uuid);
CREATE FUNCTION app.memberships_of(account uuid)
  RETURNS TABLE (tenant_id uuid, company text, role smallint, suspended boolean, second_factor_required boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_temp
  BEGIN ATOMIC
    SELECT m.tenant_id, t.company, m.role, m.suspended, t.second_factor_required
    FROM app.membership AS m JOIN app.tenant AS t ON t.tenant_id = m.tenant_id
    WHERE m.account_id = account AND t.deleting_since IS NULL
    ORDER BY m.joined_at, m.tenant_id;
  END;
REVOKE ALL ON FUNCTION app.memberships_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.memberships_of(uuid) TO ale_web, ale_silo;

-- lacks_factor: the company asks for a second factor and the token's person has none.
DROP FUNCTION app.token_actor(bytea);
CREATE FUNCTION app.token_actor(token_hash bytea)
  RETURNS TABLE (token_id uuid, account_id uuid, tenant_id uuid, role smallint, account_name text, culture text, security_stamp text,
    scope smallint, last_used_at timestamptz, expires_at timestamptz, lacks_factor boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_temp
  BEGIN ATOMIC
    SELECT t.id, t.account_id, t.tenant_id, m.role, coalesce(a.display_name, a.email), a.culture, a.security_stamp,
      t.scope, t.last_used_at, t.expires_at,
      n.second_factor_required AND NOT a.two_factor_enabled AND NOT EXISTS (SELECT FROM app.account_passkey AS p WHERE p.account_id = a.id)
    FROM app.personal_token AS t
    JOIN app.account AS a ON a.id = t.account_id
    JOIN app.membership AS m ON m.tenant_id = t.tenant_id AND m.account_id = t.account_id
    JOIN app.tenant AS n ON n.tenant_id = t.tenant_id
    WHERE t.hash = token_hash AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now())
      AND NOT m.suspended AND n.deleting_since IS NULL;
  END;
REVOKE ALL ON FUNCTION app.token_actor(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.token_actor(bytea) TO ale_web;
