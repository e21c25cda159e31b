-- The keys of companies, each wrapped by the operator's master key, which is not in the database (src/Keys): they encrypt
-- what lies in the blob store. Deleting a company destroys its keys, and with them whatever copy of a blob remains.
CREATE TABLE app.tenant_key (
  tenant_id   uuid        NOT NULL REFERENCES app.tenant,
  -- named by the blobs it encrypted; the newest encrypts new ones
  key_id      uuid        NOT NULL,
  wrapped     bytea       NOT NULL,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, key_id)
);

ALTER TABLE app.tenant_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY silo ON app.tenant_key TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY web ON app.tenant_key FOR SELECT TO ale_web USING (tenant_id = app.current_tenant());

GRANT SELECT, INSERT, DELETE ON app.tenant_key TO ale_silo;
GRANT SELECT ON app.tenant_key TO ale_web;
