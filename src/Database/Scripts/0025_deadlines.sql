-- Letters that wait for a reply by a day, for the page of deadlines, the digest and the calendar feed: only open ones are indexed.
-- The statuses of a letter nobody has to answer any more: 3 done, 6 delivered, 7 returned, 8 annulled.
CREATE INDEX correspondence_due ON app.correspondence (tenant_id, due_on, id)
  WHERE due_on IS NOT NULL AND status NOT IN (3, 6, 7, 8);

-- The secret address of a person's deadlines in one company. The address is made from the id and the master key; whoever takes
-- the address back deletes the row, and a new one gets a new id. It ends with the membership.
CREATE TABLE app.calendar_feed (
  id          uuid        PRIMARY KEY,
  tenant_id   uuid        NOT NULL,
  account_id  uuid        NOT NULL,
  culture     text        NOT NULL CHECK (culture IN ('pl', 'en')),
  created_at  timestamptz NOT NULL,
  read_at     timestamptz NULL,
  UNIQUE (tenant_id, account_id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES app.membership ON DELETE CASCADE
);
GRANT SELECT, INSERT, UPDATE, DELETE ON app.calendar_feed TO ale_web;

-- Whose feed an address is, before a tenant is known, and that it was read. Nobody who was suspended, and nothing of a company
-- that is being deleted.
CREATE FUNCTION app.calendar_feed_actor(feed_id uuid)
  RETURNS TABLE (account_id uuid, tenant_id uuid, role smallint, account_name text, culture text, company text)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = app, pg_temp
  BEGIN ATOMIC
    UPDATE app.calendar_feed AS f SET read_at = now()
    FROM app.account AS a, app.membership AS m, app.tenant AS n
    WHERE f.id = feed_id AND a.id = f.account_id AND m.tenant_id = f.tenant_id AND m.account_id = f.account_id
      AND n.tenant_id = f.tenant_id AND NOT m.suspended AND n.deleting_since IS NULL
    RETURNING f.account_id, f.tenant_id, m.role, coalesce(a.display_name, a.email), f.culture, n.company;
  END;
REVOKE ALL ON FUNCTION app.calendar_feed_actor(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.calendar_feed_actor(uuid) TO ale_web;
