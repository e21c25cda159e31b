-- The registers: correspondence book, contracts, contacts, history, idempotency keys.
-- Enumerations are small numbers in the order of the Domain's enums; each is named beside its column.

-- Text as search sees it: lower case, no Polish diacritics. Immutable, so that it may feed generated columns.
CREATE FUNCTION app.fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN translate(lower(value), 'ąćęłńóśźżäöüßéèêëáàâíìîúùûçñčřšžýůě', 'acelnoszzaouseeeeaaaiiiuuucncrszyue');

CREATE TABLE app.contact (
  tenant_id           uuid        NOT NULL REFERENCES app.tenant,
  id                  uuid        NOT NULL,
  name                text        NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  nip                 text        NULL CHECK (nip ~ '^[0-9]{10}$'),
  regon               text        NULL CHECK (regon ~ '^([0-9]{9}|[0-9]{14})$'),
  address             text        NULL,
  email               text        NULL,
  phone               text        NULL,
  e_delivery_address  text        NULL,
  created_at          timestamptz NOT NULL,
  version             integer     NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id)
);

-- direction: 0 incoming, 1 outgoing, 2 internal
-- delivery_method: 0 ordinary, 1 registered, 2 registeredWithReceipt, 3 courier, 4 eDelivery, 5 email, 6 inPerson, 7 other
-- status: 0 new, 1 assigned, 2 inProgress, 3 done, 4 prepared, 5 sent, 6 delivered, 7 returned, 8 annulled
-- Ids are version 7 UUIDs of the moment of registration: the primary key is also the order "newest first".
CREATE TABLE app.correspondence (
  tenant_id           uuid        NOT NULL REFERENCES app.tenant,
  id                  uuid        NOT NULL,
  direction           smallint    NOT NULL CHECK (direction BETWEEN 0 AND 2),
  year                smallint    NOT NULL,
  sequence            integer     NOT NULL CHECK (sequence > 0),
  number              text        NOT NULL,
  registered_at       timestamptz NOT NULL,
  registered_by       uuid        NOT NULL,
  registered_by_name  text        NOT NULL,
  document_date       date        NOT NULL,
  letter_date         date        NULL,
  correspondent       text        NULL,
  contact_id          uuid        NULL,
  reference           text        NULL,
  subject             text        NOT NULL,
  delivery_method     smallint    NULL CHECK (delivery_method BETWEEN 0 AND 7),
  postal_number       text        NULL,
  e_delivery_address  text        NULL,
  due_on              date        NULL,
  confidential        boolean     NOT NULL DEFAULT false,
  notes               text        NULL,
  status              smallint    NOT NULL CHECK (status BETWEEN 0 AND 8),
  annulled_at         timestamptz NULL,
  annulled_by_name    text        NULL,
  annul_reason        text        NULL,
  version             integer     NOT NULL DEFAULT 1,
  search_text         text        NOT NULL GENERATED ALWAYS AS
    (app.fold(number || ' ' || coalesce(correspondent, '') || ' ' || coalesce(reference, '') || ' ' || subject)) STORED,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, direction, year, sequence),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES app.contact (tenant_id, id),
  CHECK ((status = 8) = (annulled_at IS NOT NULL))
);

-- notice_unit: 0 days, 1 weeks, 2 months; notice_effect: 0 none, 1 endOfMonth, 2 endOfQuarter
-- status: 0 draft, 1 inForce (whether it expired is told by valid_to), 2 terminationGiven, 3 expired (never stored), 4 terminated, 5 annulled
CREATE TABLE app.contract (
  tenant_id            uuid          NOT NULL REFERENCES app.tenant,
  id                   uuid          NOT NULL,
  year                 smallint      NOT NULL,
  sequence             integer       NOT NULL CHECK (sequence > 0),
  number               text          NOT NULL,
  registered_at        timestamptz   NOT NULL,
  registered_by        uuid          NOT NULL,
  registered_by_name   text          NOT NULL,
  counterparty_number  text          NULL,
  subject              text          NOT NULL,
  signed_on            date          NOT NULL,
  valid_from           date          NOT NULL,
  valid_to             date          NULL CHECK (valid_to >= valid_from),
  value                numeric(14,2) NULL CHECK (value >= 0),
  currency             text          NULL CHECK (currency ~ '^[A-Z]{3}$'),
  notice_amount        integer       NULL CHECK (notice_amount > 0),
  notice_unit          smallint      NULL CHECK (notice_unit BETWEEN 0 AND 2),
  notice_effect        smallint      NULL CHECK (notice_effect BETWEEN 0 AND 2),
  notes                text          NULL,
  status               smallint      NOT NULL CHECK (status IN (0, 1, 2, 4, 5)),
  annulled_at          timestamptz   NULL,
  annulled_by_name     text          NULL,
  annul_reason         text          NULL,
  version              integer       NOT NULL DEFAULT 1,
  -- names of the parties in order, repeated here for lists and search
  parties              text          NOT NULL,
  search_text          text          NOT NULL GENERATED ALWAYS AS
    (app.fold(number || ' ' || coalesce(counterparty_number, '') || ' ' || parties || ' ' || subject)) STORED,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, year, sequence),
  CHECK ((status = 5) = (annulled_at IS NOT NULL))
);

CREATE TABLE app.contract_party (
  tenant_id    uuid     NOT NULL,
  contract_id  uuid     NOT NULL,
  ordinal      smallint NOT NULL,
  contact_id   uuid     NULL,
  name         text     NOT NULL,
  nip          text     NULL,
  role         text     NULL,
  PRIMARY KEY (tenant_id, contract_id, ordinal),
  FOREIGN KEY (tenant_id, contract_id) REFERENCES app.contract (tenant_id, id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES app.contact (tenant_id, id)
);

-- Each change of an entry, visible to everybody who sees the entry. kind: 0 correspondence, 1 contract
CREATE TABLE app.history (
  tenant_id   uuid        NOT NULL REFERENCES app.tenant,
  entry_id    uuid        NOT NULL,
  history_id  bigint      GENERATED ALWAYS AS IDENTITY,
  kind        smallint    NOT NULL CHECK (kind BETWEEN 0 AND 1),
  at          timestamptz NOT NULL,
  by_account  uuid        NOT NULL,
  by_name     text        NOT NULL,
  field       text        NOT NULL,
  before      text        NULL,
  after       text        NULL,
  PRIMARY KEY (tenant_id, entry_id, history_id)
);

-- The first successful answer to a client's key, kept at least 24 hours of real time (api.md).
CREATE TABLE app.idempotency_key (
  tenant_id   uuid        NOT NULL REFERENCES app.tenant,
  route       text        NOT NULL,
  key         text        NOT NULL,
  body_hash   bytea       NOT NULL,
  answer      jsonb       NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, route, key)
);
CREATE INDEX idempotency_key_age ON app.idempotency_key USING brin (created_at);

ALTER TABLE app.contact         ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.correspondence  ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.contract        ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.contract_party  ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.history         ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.idempotency_key ENABLE ROW LEVEL SECURITY;

CREATE POLICY silo ON app.contact         TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY silo ON app.correspondence  TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY silo ON app.contract        TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY silo ON app.contract_party  TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY silo ON app.history         TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY silo ON app.idempotency_key TO ale_silo USING (true) WITH CHECK (true);

-- A confidential letter is seen by whoever registered it and by the owner (product.md §4).
CREATE FUNCTION app.owns_current_tenant() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_temp
  BEGIN ATOMIC
    SELECT EXISTS (SELECT FROM app.membership AS m
      WHERE m.tenant_id = app.current_tenant() AND m.account_id = app.current_account() AND m.role = 2 AND NOT m.suspended);
  END;
REVOKE ALL ON FUNCTION app.owns_current_tenant() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.owns_current_tenant() TO ale_web;
GRANT EXECUTE ON FUNCTION app.fold(text) TO ale_web, ale_silo;

CREATE POLICY web ON app.contact FOR SELECT TO ale_web USING (tenant_id = app.current_tenant());
CREATE POLICY web ON app.correspondence FOR SELECT TO ale_web USING (tenant_id = app.current_tenant()
  AND (NOT confidential OR registered_by = app.current_account() OR (SELECT app.owns_current_tenant())));
CREATE POLICY web ON app.contract FOR SELECT TO ale_web USING (tenant_id = app.current_tenant());
CREATE POLICY web ON app.contract_party FOR SELECT TO ale_web USING (tenant_id = app.current_tenant());
CREATE POLICY web ON app.history FOR SELECT TO ale_web USING (tenant_id = app.current_tenant()
  AND (kind <> 0 OR EXISTS (SELECT FROM app.correspondence AS c WHERE c.tenant_id = history.tenant_id AND c.id = history.entry_id)));

GRANT SELECT, INSERT, UPDATE, DELETE ON app.contact, app.correspondence, app.contract, app.contract_party, app.history, app.idempotency_key TO ale_silo;
GRANT SELECT ON app.contact, app.correspondence, app.contract, app.contract_party, app.history TO ale_web;
