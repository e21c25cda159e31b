-- Who did what that concerns access, money or the whole account: sign-ins, roles, tokens, exports, the operator's acts.
-- Append-only: nobody but the owner of the database may change or delete a row. The licence has a history of its own.

-- tenant_id is null for what belongs to a person and not to one company (a sign-in, a new password).
-- kind: a stable word (Web Audit/AuditKinds, Grains Tenants/AuditKinds). succeeded: false for attempts that were refused.
-- at: real time, whatever a tenant's test clock says.
CREATE TABLE app.audit (
  audit_id    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at          timestamptz NOT NULL DEFAULT now(),
  tenant_id   uuid        NULL,
  account_id  uuid        NULL,
  by_name     text        NOT NULL,
  kind        text        NOT NULL,
  succeeded   boolean     NOT NULL DEFAULT true,
  address     inet        NULL,
  details     jsonb       NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_tenant ON app.audit (tenant_id, audit_id DESC) WHERE tenant_id IS NOT NULL;
CREATE INDEX audit_account ON app.audit (account_id, audit_id DESC);

ALTER TABLE app.audit ENABLE ROW LEVEL SECURITY;
CREATE POLICY silo ON app.audit TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY web_writes ON app.audit FOR INSERT TO ale_web WITH CHECK (tenant_id IS NULL OR tenant_id = app.current_tenant());
-- The owner sees the company's rows and those of its people; everybody sees their own.
CREATE POLICY web ON app.audit FOR SELECT TO ale_web USING (
  (account_id = app.current_account() AND tenant_id IS NULL)
  OR ((SELECT app.owns_current_tenant()) AND (tenant_id = app.current_tenant()
    OR (tenant_id IS NULL AND account_id IN (SELECT m.account_id FROM app.membership AS m WHERE m.tenant_id = app.current_tenant())))));

GRANT SELECT, INSERT ON app.audit TO ale_silo, ale_web;
