-- A session keeps the company its person chose. When the company is deleted nothing may name it any more: the choice goes too.
CREATE INDEX session_tenant ON app.session (tenant_id) WHERE tenant_id IS NOT NULL;

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
  UPDATE app.session AS s SET tenant_id = NULL WHERE s.tenant_id = tenant;
  DELETE FROM app.account AS a
    WHERE a.id = ANY (members) AND NOT EXISTS (SELECT FROM app.membership AS m WHERE m.account_id = a.id);
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END $$;
