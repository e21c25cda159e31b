-- What an owner sets for the company as a whole, and which versions of the terms were accepted.

ALTER TABLE app.tenant
  ADD COLUMN address          text NULL CHECK (length(address) <= 500),
  ADD COLUMN invoice_name     text NULL CHECK (length(invoice_name) <= 200),
  ADD COLUMN invoice_nip      text NULL CHECK (invoice_nip ~ '^[0-9]{10}$'),
  ADD COLUMN invoice_address  text NULL CHECK (length(invoice_address) <= 500),
  ADD COLUMN invoice_email    text NULL CHECK (length(invoice_email) <= 254);

-- Masks that a series had before: no other series may ever look like them, or two numbers would read the same.
CREATE TABLE app.series_mask (
  tenant_id  uuid     NOT NULL REFERENCES app.tenant,
  series     smallint NOT NULL CHECK (series BETWEEN 0 AND 3),
  mask       text     NOT NULL,
  PRIMARY KEY (tenant_id, series, mask)
);

-- Lists that forms offer. kind: 0 kinds of letters, 1 kinds of contracts. Retired ones are not offered any more; entries keep them.
CREATE TABLE app.dictionary_item (
  tenant_id  uuid     NOT NULL REFERENCES app.tenant,
  kind       smallint NOT NULL CHECK (kind BETWEEN 0 AND 1),
  name       text     NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  ordinal    integer  NOT NULL,
  retired    boolean  NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, kind, name)
);

-- Who accepted which version of which text, and when. Recorded with the account; document: terms, privacy, processing.
-- tenant_id: the company it was accepted for at sign-up; no reference, the proof outlives the company's rows.
CREATE TABLE app.acceptance (
  account_id  uuid        NOT NULL REFERENCES app.account ON DELETE CASCADE,
  document    text        NOT NULL CHECK (document IN ('terms', 'privacy', 'processing')),
  version     text        NOT NULL,
  tenant_id   uuid        NULL,
  at          timestamptz NOT NULL,
  PRIMARY KEY (account_id, document, version)
);

ALTER TABLE app.series_mask     ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.dictionary_item ENABLE ROW LEVEL SECURITY;
CREATE POLICY silo ON app.series_mask     TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY silo ON app.dictionary_item TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY web ON app.dictionary_item FOR SELECT TO ale_web USING (tenant_id = app.current_tenant());

GRANT SELECT, INSERT, UPDATE, DELETE ON app.series_mask, app.dictionary_item TO ale_silo;
GRANT SELECT ON app.dictionary_item TO ale_web;
GRANT SELECT, INSERT ON app.acceptance TO ale_web;
