-- Sending of what waits in app.mail_outbox. A silo claims a mail for a few minutes, sends it and says so; whoever dies with a
-- claim lets another try when it ends. A mail ends as sent or as given up, with the reason in last_error.
ALTER TABLE app.mail_outbox
  ADD COLUMN attempts        integer     NOT NULL DEFAULT 0,
  ADD COLUMN next_attempt_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN claimed_until   timestamptz NULL,
  ADD COLUMN last_error      text        NULL,
  ADD COLUMN given_up_at     timestamptz NULL;
DROP INDEX app.mail_outbox_waiting;
CREATE INDEX mail_outbox_waiting ON app.mail_outbox (next_attempt_at) WHERE sent_at IS NULL AND given_up_at IS NULL;

-- A person's mails go with the account, whoever deletes it: nothing is kept of somebody who left. A company's mails do not
-- depend on the account they were sent to: that its owner was warned stays true.
CREATE FUNCTION app.forget_account_mails() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_temp AS $$
BEGIN
  DELETE FROM app.mail_outbox AS m WHERE m.account_id = OLD.id AND m.tenant_id IS NULL;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.forget_account_mails() FROM PUBLIC;
CREATE INDEX mail_outbox_account ON app.mail_outbox (account_id) WHERE tenant_id IS NULL;
CREATE TRIGGER forget_mails AFTER DELETE ON app.account FOR EACH ROW EXECUTE FUNCTION app.forget_account_mails();
