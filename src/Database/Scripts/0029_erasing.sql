-- Erasing a person, mended. What others' acts say of them is looked for in the companies they belonged to and under the keys that
-- name people: whoever called themselves "office" emptied the audits of companies they never saw. The licence's history, which has
-- no account, forgets who handed a company over. Of an address that nobody confirmed, invitations and mails of others stay: whose
-- it is was never shown.
CREATE OR REPLACE FUNCTION app.erase_person(person uuid, pseudonym text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_temp AS $$
DECLARE
  known app.account;
  names text[];
  companies uuid[];
BEGIN
  SELECT a.* INTO known FROM app.account AS a WHERE a.id = person FOR UPDATE;
  IF NOT FOUND OR EXISTS (SELECT FROM app.membership AS m WHERE m.account_id = person) THEN
    RETURN false;
  END IF;

  -- By which names they acted, and where.
  SELECT array_agg(DISTINCT t.name) FILTER (WHERE t.name <> ''), coalesce(array_agg(DISTINCT t.tenant_id) FILTER (WHERE t.tenant_id IS NOT NULL), '{}')
    INTO names, companies
    FROM (
      SELECT a.tenant_id, a.by_name FROM app.audit AS a WHERE a.account_id = person
      UNION SELECT h.tenant_id, h.by_name FROM app.history AS h WHERE h.by_account = person
      UNION VALUES (NULL::uuid, known.email), (NULL::uuid, known.display_name)) AS t (tenant_id, name);

  UPDATE app.correspondence AS c SET annulled_by_name = pseudonym
    FROM app.history AS h
    WHERE h.by_account = person AND h.kind = 0 AND h.field = 'annulReason'
      AND c.tenant_id = h.tenant_id AND c.id = h.entry_id;
  UPDATE app.contract AS c SET annulled_by_name = pseudonym
    FROM app.history AS h
    WHERE h.by_account = person AND h.kind = 1 AND h.field = 'annulReason'
      AND c.tenant_id = h.tenant_id AND c.id = h.entry_id;
  UPDATE app.correspondence AS c SET registered_by_name = pseudonym WHERE c.registered_by = person;
  UPDATE app.contract AS c SET registered_by_name = pseudonym WHERE c.registered_by = person;
  UPDATE app.history AS h SET by_name = pseudonym WHERE h.by_account = person;

  -- Before the account goes, and with it whose acts the rows of the audit are. "system" is the clock, whatever people call themselves.
  UPDATE app.licence_history AS l SET by_name = pseudonym
    WHERE l.by_name = ANY (names) AND l.by_name <> 'system'
      AND l.tenant_id IN (SELECT a.tenant_id FROM app.audit AS a WHERE a.account_id = person AND a.kind = 'ownershipTransferred');

  UPDATE app.audit AS a
    SET details = a.details
      - CASE WHEN a.details ->> 'member' = ANY (names) THEN 'member' ELSE '' END
      - CASE WHEN lower(a.details ->> 'email') = lower(known.email) THEN 'email' ELSE '' END
    WHERE (a.tenant_id = ANY (companies) AND (a.details ->> 'member' = ANY (names) OR lower(a.details ->> 'email') = lower(known.email)))
      OR (known.email_confirmed AND lower(a.details ->> 'email') = lower(known.email));
  UPDATE app.invitation AS i SET invited_by_name = pseudonym WHERE i.invited_by = person;
  DELETE FROM app.invitation AS i WHERE known.email_confirmed AND i.normalized_email = known.normalized_email;
  DELETE FROM app.mail_outbox AS m WHERE m.account_id = person OR (known.email_confirmed AND m.recipient = known.email);
  DELETE FROM app.account AS a WHERE a.id = person;
  RETURN true;
END $$;
