-- The second step of signing in: a code of an authenticator app (RFC 6238), one-time recovery codes, passkeys.

-- Whether the account is asked for a code is account.two_factor_enabled; a row of an account that is not asked yet is one being set up.
CREATE TABLE app.account_authenticator (
  account_id  uuid        PRIMARY KEY REFERENCES app.account ON DELETE CASCADE,
  -- the secret shared with the app, wrapped by a master key that is not in the database (src/Keys)
  seed        bytea       NOT NULL,
  begun_at    timestamptz NOT NULL,
  -- the time step of the last code that was accepted: neither it nor an earlier one is accepted again
  last_step   bigint      NOT NULL DEFAULT 0
);

-- A recovery code is 120 random bits: its plain SHA-256 cannot be guessed back.
CREATE TABLE app.account_recovery_code (
  account_id  uuid        NOT NULL REFERENCES app.account ON DELETE CASCADE,
  hash        bytea       NOT NULL CHECK (length(hash) = 32),
  used_at     timestamptz NULL,
  PRIMARY KEY (account_id, hash)
);

-- A passkey: its public key and what Identity keeps beside it.
CREATE TABLE app.account_passkey (
  credential_id  bytea NOT NULL PRIMARY KEY CHECK (length(credential_id) BETWEEN 1 AND 1024),
  account_id     uuid  NOT NULL REFERENCES app.account ON DELETE CASCADE,
  data           jsonb NOT NULL
);
CREATE INDEX account_passkey_account ON app.account_passkey (account_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON app.account_authenticator, app.account_recovery_code, app.account_passkey TO ale_web;
