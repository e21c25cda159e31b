-- Browser sessions: one sign-in in one browser. The cookie names its row, so that signing out ends it on every web node.
CREATE TABLE app.session (
  id          uuid        PRIMARY KEY,
  account_id  uuid        NOT NULL REFERENCES app.account ON DELETE CASCADE,
  -- the company chosen in this session, of those the person belongs to; null = the first
  tenant_id   uuid        NULL,
  created_at  timestamptz NOT NULL
);
CREATE INDEX session_account ON app.session (account_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON app.session TO ale_web;
