-- Contracts in full (product.md §5): VAT and recurrence, automatic prolongation, who looks after them, annexes, notice given.
-- recurrence: 0 once, 1 monthly, 2 quarterly, 3 halfYearly, 4 yearly. renewal_unit: 0 days, 1 weeks, 2 months; renewal_times
-- null = every time anew. People are kept by their accounts alone: names are looked up, and gone with the account.
ALTER TABLE app.contract
  ADD COLUMN contract_kind             text         NULL,
  ADD COLUMN vat_rate                  numeric(5,2) NULL CHECK (vat_rate BETWEEN 0 AND 100),
  ADD COLUMN recurrence                smallint     NULL CHECK (recurrence BETWEEN 0 AND 4),
  ADD COLUMN renewal_amount            integer      NULL CHECK (renewal_amount > 0),
  ADD COLUMN renewal_unit              smallint     NULL CHECK (renewal_unit BETWEEN 0 AND 2),
  ADD COLUMN renewal_times             integer      NULL CHECK (renewal_times > 0),
  ADD COLUMN reminder_days             integer[]    NOT NULL DEFAULT '{90,30,7}',
  ADD COLUMN responsible               uuid         NULL,
  ADD COLUMN deputy                    uuid         NULL,
  ADD COLUMN original_place            text         NULL,
  ADD COLUMN retention_until           date         NULL,
  ADD COLUMN earlier_number            text         NULL,
  -- the last day there can be, annexes and prolongations counted; null = none. For filters: rows are judged by the rules.
  ADD COLUMN final_day                 date         NULL,
  ADD COLUMN termination_letter_id     uuid         NULL,
  ADD COLUMN terminated_on             date         NULL,
  ADD COLUMN termination_effective_on  date         NULL,
  ADD COLUMN changed_at                timestamptz  NULL,
  ADD COLUMN changed_by                uuid         NULL,
  ADD CONSTRAINT contract_renewal_check CHECK ((renewal_amount IS NULL) = (renewal_unit IS NULL)),
  ADD CONSTRAINT contract_termination_check CHECK (termination_effective_on >= terminated_on),
  ADD CONSTRAINT contract_termination_letter FOREIGN KEY (tenant_id, termination_letter_id) REFERENCES app.correspondence (tenant_id, id);
CREATE INDEX contract_termination_letter ON app.contract (tenant_id, termination_letter_id) WHERE termination_letter_id IS NOT NULL;
UPDATE app.contract SET final_day = valid_to;

ALTER TABLE app.contract_party ADD COLUMN regon text NULL CHECK (regon ~ '^([0-9]{9}|[0-9]{14})$');

-- Annexes are only ever added: nobody has the right to change one. Of the terms set, fields[i] is set to new_values[i].
CREATE TABLE app.contract_annex (
  tenant_id       uuid        NOT NULL,
  contract_id     uuid        NOT NULL,
  ordinal         smallint    NOT NULL CHECK (ordinal > 0),
  number          text        NOT NULL CHECK (length(number) BETWEEN 1 AND 100),
  signed_on       date        NOT NULL,
  effective_from  date        NOT NULL,
  description     text        NULL,
  fields          text[]      NOT NULL,
  new_values      text[]      NOT NULL CHECK (cardinality(new_values) = cardinality(fields)),
  at              timestamptz NOT NULL,
  by_account      uuid        NOT NULL,
  PRIMARY KEY (tenant_id, contract_id, ordinal),
  FOREIGN KEY (tenant_id, contract_id) REFERENCES app.contract (tenant_id, id)
);
ALTER TABLE app.contract_annex ENABLE ROW LEVEL SECURITY;
CREATE POLICY silo ON app.contract_annex TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY web ON app.contract_annex FOR SELECT TO ale_web USING (tenant_id = app.current_tenant());
GRANT SELECT, INSERT, DELETE ON app.contract_annex TO ale_silo;
GRANT SELECT ON app.contract_annex TO ale_web;
