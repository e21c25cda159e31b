-- Who wants the deadlines of a company by e-mail on working days. last_on: the Warsaw day of the last digest, or of subscribing.
CREATE TABLE app.digest_subscription (
  tenant_id   uuid  NOT NULL,
  account_id  uuid  NOT NULL,
  last_on     date  NOT NULL,
  PRIMARY KEY (tenant_id, account_id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES app.membership ON DELETE CASCADE
);
CREATE INDEX digest_subscription_last ON app.digest_subscription (last_on);
GRANT SELECT, INSERT, UPDATE, DELETE ON app.digest_subscription TO ale_web;

-- A digest names letters: it belongs to the company and goes with it.
DROP POLICY web ON app.mail_outbox;
CREATE POLICY web ON app.mail_outbox FOR INSERT TO ale_web
  WITH CHECK (account_id IS NOT NULL AND (tenant_id IS NULL OR kind = 'digest'));
GRANT INSERT (tenant_id) ON app.mail_outbox TO ale_web;

-- The next person whose digest of the day is not written yet, locked until the caller's transaction ends: several nodes share
-- the work. Unconfirmed addresses get none (product.md §7), nor do suspended people and companies that are being deleted.
CREATE FUNCTION app.next_digest(today date)
  RETURNS TABLE (tenant_id uuid, account_id uuid, role smallint, account_name text, email text, culture text, company text)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = app, pg_temp
  BEGIN ATOMIC
    SELECT s.tenant_id, s.account_id, m.role, coalesce(a.display_name, a.email), a.email, a.culture, n.company
    FROM app.digest_subscription AS s
    JOIN app.account AS a ON a.id = s.account_id
    JOIN app.membership AS m ON m.tenant_id = s.tenant_id AND m.account_id = s.account_id
    JOIN app.tenant AS n ON n.tenant_id = s.tenant_id
    WHERE s.last_on < today AND a.email_confirmed AND NOT m.suspended AND n.deleting_since IS NULL
    ORDER BY s.last_on, s.tenant_id, s.account_id
    LIMIT 1
    FOR UPDATE OF s SKIP LOCKED;
  END;
REVOKE ALL ON FUNCTION app.next_digest(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.next_digest(date) TO ale_web;
