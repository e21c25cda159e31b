-- Tenants: who they are, who belongs to them, what they may use. Written by the silo, read by the web node under row-level security.

-- The tenant a web connection acts for, and the person. Set per transaction; a setting that was reset reads as ''.
CREATE FUNCTION app.current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.tenant_id', true), '')::uuid;
CREATE FUNCTION app.current_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.account_id', true), '')::uuid;

-- One row a tenant. epoch is raised by each activation of the tenant's grain before its first write; every later write of
-- that activation requires the epoch to be still its own.
CREATE TABLE app.tenant (
  tenant_id       uuid        PRIMARY KEY,
  epoch           bigint      NOT NULL DEFAULT 0,
  company         text        NOT NULL CHECK (length(company) BETWEEN 1 AND 200),
  nip             text        NULL CHECK (nip ~ '^[0-9]{10}$'),
  opened_at       timestamptz NOT NULL,
  deleting_since  timestamptz NULL,
  -- number masks, one for each series (product.md §4)
  mask_incoming   text        NOT NULL DEFAULT 'RPW/{seq}/{yyyy}',
  mask_outgoing   text        NOT NULL DEFAULT 'WYS/{seq}/{yyyy}',
  mask_internal   text        NOT NULL DEFAULT 'WEW/{seq}/{yyyy}',
  mask_contracts  text        NOT NULL DEFAULT 'UM/{seq}/{yyyy}'
) WITH (fillfactor = 70);

-- role: 0 viewer, 1 office, 2 owner (Grains.Abstractions TenantRole)
CREATE TABLE app.membership (
  tenant_id   uuid        NOT NULL REFERENCES app.tenant,
  account_id  uuid        NOT NULL,
  role        smallint    NOT NULL CHECK (role BETWEEN 0 AND 2),
  suspended   boolean     NOT NULL DEFAULT false,
  joined_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, account_id)
);
CREATE INDEX membership_account ON app.membership (account_id);

-- Registrations in a Warsaw month. A new month is a new row; nothing is ever reset. kind: 0 correspondence, 1 contracts
CREATE TABLE app.tenant_counter (
  tenant_id  uuid     NOT NULL REFERENCES app.tenant,
  kind       smallint NOT NULL CHECK (kind BETWEEN 0 AND 1),
  month      date     NOT NULL CHECK (extract(day FROM month) = 1),
  used       integer  NOT NULL CHECK (used > 0),
  PRIMARY KEY (tenant_id, kind, month)
) WITH (fillfactor = 70);

-- The last number given in a yearly series. series: 0 incoming, 1 outgoing, 2 internal, 3 contracts
CREATE TABLE app.series_counter (
  tenant_id      uuid     NOT NULL REFERENCES app.tenant,
  series         smallint NOT NULL CHECK (series BETWEEN 0 AND 3),
  year           smallint NOT NULL,
  last_sequence  integer  NOT NULL CHECK (last_sequence > 0),
  PRIMARY KEY (tenant_id, series, year)
) WITH (fillfactor = 70);

-- The operator's list: a projection written with the grain's version. Dates and package, not state: state is derived.
-- package: 0 green, 1 silver, 2 gold, 3 platinum
CREATE TABLE app.tenant_overview (
  tenant_id        uuid        PRIMARY KEY,
  version          bigint      NOT NULL,
  company          text        NOT NULL,
  nip              text        NULL,
  package          smallint    NOT NULL CHECK (package BETWEEN 0 AND 3),
  opened_at        timestamptz NOT NULL,
  last_sign_in_at  timestamptz NOT NULL,
  valid_until      timestamptz NOT NULL,
  closing_since    timestamptz NULL,
  deletion_at      timestamptz NULL,
  suspended        boolean     NOT NULL DEFAULT false
);

-- Each change of a licence, once: the key is deterministic, so a repeated write changes nothing.
CREATE TABLE app.licence_history (
  tenant_id  uuid        NOT NULL REFERENCES app.tenant,
  key        text        NOT NULL,
  at         timestamptz NOT NULL,
  kind       text        NOT NULL,
  by_name    text        NOT NULL,
  details    jsonb       NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, key)
);

-- Mails owed by the licence, once each (product.md §2). Sent by the mail worker; a farewell outlives its tenant, hence no reference.
CREATE TABLE app.mail_outbox (
  key         text        PRIMARY KEY,
  tenant_id   uuid        NOT NULL,
  account_id  uuid        NULL,
  recipient   text        NOT NULL,
  kind        text        NOT NULL,
  details     jsonb       NOT NULL DEFAULT '{}',
  owed_at     timestamptz NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  sent_at     timestamptz NULL
);
CREATE INDEX mail_outbox_tenant ON app.mail_outbox (tenant_id);
CREATE INDEX mail_outbox_waiting ON app.mail_outbox (created_at) WHERE sent_at IS NULL;

-- What is left of a deleted tenant: no personal data (product.md §2).
CREATE TABLE app.tombstone (
  tenant_id   uuid        PRIMARY KEY,
  opened_at   timestamptz NOT NULL,
  deleted_at  timestamptz NOT NULL,
  entries     integer     NOT NULL,
  contracts   integer     NOT NULL
);

-- Price lists are data with an effective date (product.md §1). null = no limit.
CREATE TABLE app.price_list (
  effective_from  date        PRIMARY KEY,
  created_at      timestamptz NOT NULL DEFAULT now(),
  created_by      text        NOT NULL
);
CREATE TABLE app.price_list_item (
  effective_from       date          NOT NULL REFERENCES app.price_list,
  package              smallint      NOT NULL CHECK (package BETWEEN 0 AND 3),
  entries_per_month    integer       NULL CHECK (entries_per_month > 0),
  contracts_per_month  integer       NULL CHECK (contracts_per_month > 0),
  users                integer       NULL CHECK (users > 0),
  storage_bytes        bigint        NULL CHECK (storage_bytes > 0),
  month_net            numeric(10,2) NOT NULL CHECK (month_net >= 0),
  year_net             numeric(10,2) NOT NULL CHECK (year_net >= 0),
  PRIMARY KEY (effective_from, package)
);
INSERT INTO app.price_list (effective_from, created_by) VALUES ('2026-09-01', 'aleSekretariat');
INSERT INTO app.price_list_item (effective_from, package, entries_per_month, contracts_per_month, users, storage_bytes, month_net, year_net) VALUES
  ('2026-09-01', 0,   10,   10,    2,    250 * 1024 * 1024,                 0,   0),
  ('2026-09-01', 1,  100,   50,    5,   5::bigint * 1024 * 1024 * 1024,    19, 190),
  ('2026-09-01', 2,  500,  200,   15,  25::bigint * 1024 * 1024 * 1024,    39, 390),
  ('2026-09-01', 3, NULL, NULL, NULL, 100::bigint * 1024 * 1024 * 1024,    79, 790);

-- Row-level security: the silo is trusted; a web connection sees the tenant it acts for and nothing else.
ALTER TABLE app.tenant          ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.membership      ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.tenant_counter  ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.series_counter  ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.licence_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.mail_outbox     ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.tenant_overview ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.tombstone       ENABLE ROW LEVEL SECURITY;

CREATE POLICY silo ON app.tenant          TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY silo ON app.membership      TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY silo ON app.tenant_counter  TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY silo ON app.series_counter  TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY silo ON app.licence_history TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY silo ON app.mail_outbox     TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY silo ON app.tenant_overview TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY silo ON app.tombstone       TO ale_silo USING (true) WITH CHECK (true);

CREATE POLICY web ON app.tenant          FOR SELECT TO ale_web USING (tenant_id = app.current_tenant());
CREATE POLICY web ON app.membership      FOR SELECT TO ale_web USING (tenant_id = app.current_tenant());
CREATE POLICY web ON app.licence_history FOR SELECT TO ale_web USING (tenant_id = app.current_tenant());
CREATE POLICY operator ON app.tenant_overview FOR SELECT TO ale_operator USING (true);

GRANT SELECT, INSERT, UPDATE, DELETE ON app.tenant, app.membership, app.tenant_counter, app.series_counter, app.tenant_overview,
  app.licence_history, app.mail_outbox, app.tombstone TO ale_silo;
GRANT SELECT ON app.price_list, app.price_list_item TO ale_silo, ale_web, ale_operator;
GRANT SELECT ON app.tenant, app.membership, app.licence_history TO ale_web;
GRANT SELECT ON app.tenant_overview TO ale_operator;

-- Before a tenant is known: where does this person belong? Asked at sign-in and with each personal token.
CREATE FUNCTION app.memberships_of(account uuid)
  RETURNS TABLE (tenant_id uuid, company text, role smallint, suspended boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_temp
  BEGIN ATOMIC
    SELECT m.tenant_id, t.company, m.role, m.suspended
    FROM app.membership AS m JOIN app.tenant AS t ON t.tenant_id = m.tenant_id
    WHERE m.account_id = account AND t.deleting_since IS NULL
    ORDER BY m.joined_at, m.tenant_id;
  END;
REVOKE ALL ON FUNCTION app.memberships_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.memberships_of(uuid) TO ale_web, ale_silo;
GRANT EXECUTE ON FUNCTION app.current_tenant(), app.current_account() TO ale_web, ale_silo, ale_operator;
