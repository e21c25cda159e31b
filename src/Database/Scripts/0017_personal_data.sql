-- Forgetting people. The audit stays, as numbers and kinds of events; who it was and from where does not.

-- With an account its traces in the audit become those of a pseudonym that nobody can lead back.
CREATE FUNCTION app.forget_account() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_temp AS $$
BEGIN
  UPDATE app.audit AS a SET account_id = p.pseudonym, by_name = '', address = NULL, details = '{}'
  FROM (SELECT gen_random_uuid() AS pseudonym) AS p
  WHERE a.account_id = OLD.id;
  RETURN NULL;
END $$;
CREATE TRIGGER forget_account AFTER DELETE ON app.account FOR EACH ROW EXECUTE FUNCTION app.forget_account();

-- Deletion, step "audit": the rows of a company that is marked as deleting. May be repeated.
CREATE FUNCTION app.forget_audit(tenant uuid) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_temp AS $$
DECLARE
  forgotten integer;
BEGIN
  IF NOT EXISTS (SELECT FROM app.tenant AS t WHERE t.tenant_id = tenant AND t.deleting_since IS NOT NULL) THEN
    RETURN 0;
  END IF;
  UPDATE app.audit AS a SET account_id = p.pseudonym, by_name = '', address = NULL, details = '{}'
  FROM (
    SELECT known.account_id, gen_random_uuid() AS pseudonym
    FROM (SELECT DISTINCT x.account_id FROM app.audit AS x WHERE x.tenant_id = tenant AND x.account_id IS NOT NULL) AS known
    UNION ALL SELECT NULL, NULL) AS p
  WHERE a.tenant_id = tenant AND a.account_id IS NOT DISTINCT FROM p.account_id
    AND (a.by_name <> '' OR a.address IS NOT NULL OR a.details <> '{}');
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END $$;
REVOKE ALL ON FUNCTION app.forget_audit(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.forget_audit(uuid) TO ale_silo;

-- One person asks to be erased. Companies come first: whoever still belongs to one is refused (false). The registers stay,
-- they are the companies' own; there the person's name gives way to a pseudonym, the same everywhere. The audits of companies
-- forget the name and the address where others' acts mention them.
CREATE FUNCTION app.erase_person(person uuid, pseudonym text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_temp AS $$
DECLARE
  known app.account;
BEGIN
  SELECT a.* INTO known FROM app.account AS a WHERE a.id = person FOR UPDATE;
  IF NOT FOUND OR EXISTS (SELECT FROM app.membership AS m WHERE m.account_id = person) THEN
    RETURN false;
  END IF;
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
  UPDATE app.audit AS a
    SET details = (
      SELECT coalesce(jsonb_object_agg(d.key, d.value), '{}')
      FROM jsonb_each(a.details) AS d WHERE (d.value #>> '{}') IS DISTINCT FROM known.email AND (d.value #>> '{}') IS DISTINCT FROM known.display_name)
    WHERE EXISTS (SELECT FROM jsonb_each_text(a.details) AS d WHERE d.value IN (known.email, known.display_name));
  UPDATE app.invitation AS i SET invited_by_name = pseudonym WHERE i.invited_by = person;
  DELETE FROM app.invitation AS i WHERE i.normalized_email = known.normalized_email;
  DELETE FROM app.mail_outbox AS m WHERE m.account_id = person OR m.recipient = known.email;
  DELETE FROM app.account AS a WHERE a.id = person;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION app.erase_person(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.erase_person(uuid, text) TO ale_web;
