-- Files attached to letters and contracts: what one is. Its bytes lie encrypted in the blob store under the same id.
-- Who added it and when is told by its line of the history; nothing is taken away again.
-- kind: 0 correspondence, 1 contract
CREATE TABLE app.attachment (
  tenant_id   uuid     NOT NULL REFERENCES app.tenant,
  id          uuid     NOT NULL,
  kind        smallint NOT NULL CHECK (kind BETWEEN 0 AND 1),
  entry_id    uuid     NOT NULL,
  name        text     NOT NULL CHECK (length(name) BETWEEN 1 AND 210),
  media_type  text     NOT NULL,
  size        bigint   NOT NULL CHECK (size > 0),
  sha256      bytea    NOT NULL CHECK (length(sha256) = 32),
  history_id  bigint   NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, entry_id, history_id) REFERENCES app.history (tenant_id, entry_id, history_id)
);
CREATE INDEX attachment_entry ON app.attachment (tenant_id, entry_id, id);

-- Bytes of all attachments: held against the package's limit.
ALTER TABLE app.tenant ADD COLUMN storage_used bigint NOT NULL DEFAULT 0 CHECK (storage_used >= 0);

ALTER TABLE app.attachment ENABLE ROW LEVEL SECURITY;
CREATE POLICY silo ON app.attachment TO ale_silo USING (true) WITH CHECK (true);
-- Whoever sees the letter sees what is attached to it, and nobody else.
CREATE POLICY web ON app.attachment FOR SELECT TO ale_web USING (tenant_id = app.current_tenant()
  AND (kind <> 0 OR EXISTS (SELECT FROM app.correspondence AS c WHERE c.tenant_id = attachment.tenant_id AND c.id = attachment.entry_id)));

GRANT SELECT, INSERT, DELETE ON app.attachment TO ale_silo;
GRANT SELECT ON app.attachment TO ale_web;
