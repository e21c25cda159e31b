-- Acceptance: terms and the privacy notice are a person's, the processing agreement a company's. Whoever opens a second company accepts
-- it again, so the three columns of before are no key. Nothing was ever written to the table.
ALTER TABLE app.acceptance DROP CONSTRAINT acceptance_pkey;
ALTER TABLE app.acceptance ADD COLUMN acceptance_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
ALTER TABLE app.acceptance ADD CONSTRAINT acceptance_of_company CHECK ((document = 'processing') = (tenant_id IS NOT NULL));
CREATE UNIQUE INDEX acceptance_once ON app.acceptance (account_id, document, version, tenant_id) NULLS NOT DISTINCT;
CREATE INDEX acceptance_tenant ON app.acceptance (tenant_id) WHERE tenant_id IS NOT NULL;

-- Deletion leaves nothing of a company but what product.md §2 names: its agreement goes with the memberships.
CREATE OR REPLACE FUNCTION app.delete_members(tenant uuid) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_temp AS $$
DECLARE
  members uuid[];
  removed integer;
BEGIN
  PERFORM 1 FROM app.tenant AS t WHERE t.tenant_id = tenant AND t.deleting_since IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  SELECT coalesce(array_agg(locked.id), '{}') INTO members FROM (
    SELECT a.id FROM app.account AS a
    WHERE a.id IN (SELECT m.account_id FROM app.membership AS m WHERE m.tenant_id = tenant)
    ORDER BY a.id FOR UPDATE) AS locked;
  DELETE FROM app.membership AS m WHERE m.tenant_id = tenant;
  DELETE FROM app.personal_token AS p WHERE p.tenant_id = tenant;
  DELETE FROM app.acceptance AS c WHERE c.tenant_id = tenant;
  UPDATE app.session AS s SET tenant_id = NULL WHERE s.tenant_id = tenant;
  DELETE FROM app.account AS a
    WHERE a.id = ANY (members) AND NOT EXISTS (SELECT FROM app.membership AS m WHERE m.account_id = a.id);
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END $$;
