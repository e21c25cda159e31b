-- Letters in full (product.md §4): everything the book asks about one, who it was given to, how it was delivered, what it belongs to.
-- Columns of the mail book are sums in PLN; a number of an earlier register is only kept, it is in no series.
ALTER TABLE app.correspondence
  ADD COLUMN letter_kind            text          NULL,
  ADD COLUMN tags                   text[]        NOT NULL DEFAULT '{}',
  ADD COLUMN enclosures             integer       NULL CHECK (enclosures >= 0),
  ADD COLUMN assigned_to            uuid          NULL,
  ADD COLUMN assigned_to_name       text          NULL,
  ADD COLUMN instruction            text          NULL,
  ADD COLUMN assignment_due         date          NULL,
  ADD COLUMN assigned_at            timestamptz   NULL,
  ADD COLUMN read_at                timestamptz   NULL,
  ADD COLUMN confirmed_at           timestamptz   NULL,
  ADD COLUMN mass_grams             integer       NULL CHECK (mass_grams >= 0),
  ADD COLUMN fee                    numeric(14,2) NULL CHECK (fee >= 0),
  ADD COLUMN declared_value         numeric(14,2) NULL CHECK (declared_value >= 0),
  ADD COLUMN cash_on_delivery       numeric(14,2) NULL CHECK (cash_on_delivery >= 0),
  ADD COLUMN delivered_on           date          NULL,
  ADD COLUMN returned_on            date          NULL,
  ADD COLUMN return_reason          text          NULL,
  ADD COLUMN receipt_on             date          NULL,
  ADD COLUMN correspondent_address  text          NULL,
  ADD COLUMN reply_to               uuid          NULL,
  ADD COLUMN case_mark              text          NULL,
  ADD COLUMN contract_id            uuid          NULL,
  ADD COLUMN earlier_number         text          NULL,
  ADD CONSTRAINT correspondence_assigned_check CHECK ((assigned_to IS NULL) = (assigned_at IS NULL)),
  -- A deletion takes letters in portions: one may go before the other that replies to it.
  ADD CONSTRAINT correspondence_reply_fkey FOREIGN KEY (tenant_id, reply_to)
    REFERENCES app.correspondence (tenant_id, id) ON DELETE SET NULL (reply_to),
  ADD CONSTRAINT correspondence_contract_fkey FOREIGN KEY (tenant_id, contract_id)
    REFERENCES app.contract (tenant_id, id) ON DELETE SET NULL (contract_id);
CREATE INDEX correspondence_reply ON app.correspondence (tenant_id, reply_to) WHERE reply_to IS NOT NULL;
CREATE INDEX correspondence_contract ON app.correspondence (tenant_id, contract_id) WHERE contract_id IS NOT NULL;
CREATE INDEX correspondence_assigned ON app.correspondence (assigned_to, tenant_id) WHERE assigned_to IS NOT NULL;
-- For "is it in the book already?": under row-level security only the plain comparison may use an index.
CREATE INDEX correspondence_reference ON app.correspondence (tenant_id, reference) WHERE reference IS NOT NULL;

-- Who is on a confidential letter besides its registrar, the one it was given to and the owner.
CREATE TABLE app.correspondence_person (
  tenant_id          uuid NOT NULL,
  correspondence_id  uuid NOT NULL,
  account_id         uuid NOT NULL,
  PRIMARY KEY (tenant_id, correspondence_id, account_id),
  FOREIGN KEY (tenant_id, correspondence_id) REFERENCES app.correspondence (tenant_id, id)
);
CREATE INDEX correspondence_person_account ON app.correspondence_person (account_id);

-- Letters that belong together, each pair once: the lesser id first.
CREATE TABLE app.correspondence_link (
  tenant_id  uuid NOT NULL,
  letter_id  uuid NOT NULL,
  other_id   uuid NOT NULL,
  PRIMARY KEY (tenant_id, letter_id, other_id),
  CHECK (letter_id < other_id),
  FOREIGN KEY (tenant_id, letter_id) REFERENCES app.correspondence (tenant_id, id),
  FOREIGN KEY (tenant_id, other_id) REFERENCES app.correspondence (tenant_id, id)
);
CREATE INDEX correspondence_link_other ON app.correspondence_link (tenant_id, other_id);

ALTER TABLE app.correspondence_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.correspondence_link   ENABLE ROW LEVEL SECURITY;
CREATE POLICY silo ON app.correspondence_person TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY silo ON app.correspondence_link   TO ale_silo USING (true) WITH CHECK (true);

-- With its owner's rights: the policies of both tables would ask each other without end.
CREATE FUNCTION app.is_on_letter(letter uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_temp
  BEGIN ATOMIC
    SELECT EXISTS (SELECT FROM app.correspondence_person AS p
      WHERE p.tenant_id = app.current_tenant() AND p.correspondence_id = letter AND p.account_id = app.current_account());
  END;
REVOKE ALL ON FUNCTION app.is_on_letter(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_on_letter(uuid) TO ale_web;

-- A confidential letter is seen by its registrar, whoever it was given to, the owner, and the people on it; by nobody else anywhere.
ALTER POLICY web ON app.correspondence USING (tenant_id = app.current_tenant()
  AND (NOT confidential OR registered_by = app.current_account() OR assigned_to = app.current_account()
    OR (SELECT app.owns_current_tenant()) OR app.is_on_letter(id)));
CREATE POLICY web ON app.correspondence_person FOR SELECT TO ale_web USING (tenant_id = app.current_tenant()
  AND EXISTS (SELECT FROM app.correspondence AS c WHERE c.tenant_id = correspondence_person.tenant_id AND c.id = correspondence_person.correspondence_id));
CREATE POLICY web ON app.correspondence_link FOR SELECT TO ale_web USING (tenant_id = app.current_tenant()
  AND EXISTS (SELECT FROM app.correspondence AS c WHERE c.tenant_id = correspondence_link.tenant_id AND c.id = correspondence_link.letter_id)
  AND EXISTS (SELECT FROM app.correspondence AS c WHERE c.tenant_id = correspondence_link.tenant_id AND c.id = correspondence_link.other_id));
GRANT SELECT, INSERT, UPDATE, DELETE ON app.correspondence_person, app.correspondence_link TO ale_silo;
GRANT SELECT ON app.correspondence_person, app.correspondence_link TO ale_web;

-- Forgetting a person (0017): the name beside what was given to them gives way to the pseudonym that their own acts on the letter
-- have by then, and they are on no letter any more. The account's row is the last thing of a person to go.
CREATE FUNCTION app.forget_assignee() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_temp AS $$
BEGIN
  UPDATE app.correspondence AS c SET assigned_to_name = coalesce(
      (SELECT h.by_name FROM app.history AS h
        WHERE h.tenant_id = c.tenant_id AND h.entry_id = c.id AND h.by_account = OLD.id ORDER BY h.history_id LIMIT 1), '–')
    WHERE c.assigned_to = OLD.id;
  DELETE FROM app.correspondence_person AS p WHERE p.account_id = OLD.id;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.forget_assignee() FROM PUBLIC;
CREATE TRIGGER forget_assignee AFTER DELETE ON app.account FOR EACH ROW EXECUTE FUNCTION app.forget_assignee();
