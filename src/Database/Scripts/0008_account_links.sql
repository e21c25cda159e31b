-- Links in mails to people: to confirm an address, to set a new password. The row says what the link is good for and until
-- when; its secret is a MAC of the id under a key that is not in the database (src/Keys).
CREATE TABLE app.account_link (
  id          uuid        PRIMARY KEY,
  account_id  uuid        NOT NULL REFERENCES app.account ON DELETE CASCADE,
  -- confirm-email, reset-password
  purpose     text        NOT NULL,
  -- the address it was sent to: an address that changed since is not confirmed by it
  email       text        NOT NULL,
  created_at  timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  used_at     timestamptz NULL
);
CREATE INDEX account_link_account ON app.account_link (account_id, created_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON app.account_link TO ale_web;

-- Mails to a person rather than to a company. The web node may put one there and read none.
ALTER TABLE app.mail_outbox ALTER COLUMN tenant_id DROP NOT NULL;
CREATE POLICY web ON app.mail_outbox FOR INSERT TO ale_web WITH CHECK (tenant_id IS NULL AND account_id IS NOT NULL);
GRANT INSERT (key, account_id, recipient, kind, details, owed_at) ON app.mail_outbox TO ale_web;
