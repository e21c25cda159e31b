-- Invitations into a company, and why somebody is suspended in it.

-- Suspended because the package allows fewer people: reinstated with one press once there is room again.
ALTER TABLE app.membership ADD COLUMN suspended_by_limit boolean NOT NULL DEFAULT false;

-- The secret of the link in the mail is a MAC of the id under a key that is not in the database (src/Keys).
-- role: 0 viewer, 1 office. Real time, whatever a tenant's test clock says: links are not the licence's.
CREATE TABLE app.invitation (
  tenant_id         uuid        NOT NULL REFERENCES app.tenant,
  id                uuid        PRIMARY KEY,
  email             text        NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
  normalized_email  text        NOT NULL,
  role              smallint    NOT NULL CHECK (role BETWEEN 0 AND 1),
  invited_by        uuid        NOT NULL,
  invited_by_name   text        NOT NULL,
  created_at        timestamptz NOT NULL,
  expires_at        timestamptz NOT NULL,
  accepted_at       timestamptz NULL,
  revoked_at        timestamptz NULL
);
CREATE INDEX invitation_tenant ON app.invitation (tenant_id, created_at);
-- One open invitation for an address: a new one takes the place of the old.
CREATE UNIQUE INDEX invitation_open ON app.invitation (tenant_id, normalized_email) WHERE accepted_at IS NULL AND revoked_at IS NULL;

ALTER TABLE app.invitation ENABLE ROW LEVEL SECURITY;
CREATE POLICY silo ON app.invitation TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY web ON app.invitation FOR SELECT TO ale_web USING (tenant_id = app.current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON app.invitation TO ale_silo;
GRANT SELECT ON app.invitation TO ale_web;
-- Whether the account that accepts is the one that was invited.
GRANT SELECT (normalized_email) ON app.account TO ale_silo;

-- Before a tenant is known: what a link stands for. Whoever asks has shown the link's secret.
CREATE FUNCTION app.invitation_of(invitation uuid)
  RETURNS TABLE (tenant_id uuid, company text, email text, normalized_email text, role smallint, invited_by_name text,
    expires_at timestamptz, accepted_at timestamptz, revoked_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_temp
  BEGIN ATOMIC
    SELECT i.tenant_id, t.company, i.email, i.normalized_email, i.role, i.invited_by_name, i.expires_at, i.accepted_at, i.revoked_at
    FROM app.invitation AS i JOIN app.tenant AS t ON t.tenant_id = i.tenant_id
    WHERE i.id = invitation AND t.deleting_since IS NULL;
  END;
REVOKE ALL ON FUNCTION app.invitation_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.invitation_of(uuid) TO ale_web;
