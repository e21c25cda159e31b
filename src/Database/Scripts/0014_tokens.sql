-- What a personal token may do, and until when. Tokens from before may do everything and do not end.
-- scope: 0 read, 1 the registers, 2 everything its person may (Web Accounts/TokenScope).
ALTER TABLE app.personal_token
  ADD COLUMN scope smallint NOT NULL DEFAULT 2 CHECK (scope BETWEEN 0 AND 2),
  ADD COLUMN expires_at timestamptz NULL;

-- The same look-up as before, with what the token may do. The columns a node of the version before asks for are all there.
DROP FUNCTION app.token_actor(bytea);
CREATE FUNCTION app.token_actor(token_hash bytea)
  RETURNS TABLE (token_id uuid, account_id uuid, tenant_id uuid, role smallint, account_name text, culture text, security_stamp text,
    scope smallint, last_used_at timestamptz, expires_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_temp
  BEGIN ATOMIC
    SELECT t.id, t.account_id, t.tenant_id, m.role, coalesce(a.display_name, a.email), a.culture, a.security_stamp,
      t.scope, t.last_used_at, t.expires_at
    FROM app.personal_token AS t
    JOIN app.account AS a ON a.id = t.account_id
    JOIN app.membership AS m ON m.tenant_id = t.tenant_id AND m.account_id = t.account_id
    JOIN app.tenant AS n ON n.tenant_id = t.tenant_id
    WHERE t.hash = token_hash AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now())
      AND NOT m.suspended AND n.deleting_since IS NULL;
  END;
REVOKE ALL ON FUNCTION app.token_actor(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.token_actor(bytea) TO ale_web;
