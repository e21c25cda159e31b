-- Contacts as people find them: folded for search, in order for lists, bare of legal forms for comparing; and where merged ones went.

-- For indexes that begin with the tenant: a search costs what the tenant's contacts cost, however many others there are.
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;

-- Text as words: folded, every mark a space, one space before the first word too. "% abc%" then finds words that begin so.
CREATE FUNCTION app.words(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN regexp_replace(
    ' ' || translate(app.fold(value), E'.,;:!?"\'()[]{}/\\|-_+=*&^%$#@~`<>„”“’‘«»–—…\n\r\t' || chr(160), repeat(' ', 60)), ' +', ' ', 'g');

-- A word that was typed, as a pattern for app.words: anywhere, and where words begin if it is too short for the index otherwise.
CREATE FUNCTION app.word_pattern(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN CASE WHEN app.words(word) ~ '[^ ]{3}' THEN '%' ELSE '% ' END || btrim(app.words(word)) || '%';

-- What a company is called without its legal form: "Alfa sp. z o.o." and "Beta sp. z o.o." have nothing in common.
-- A name that is nothing but a legal form stays as it is.
CREATE FUNCTION app.name_core(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN coalesce(
    nullif(btrim(regexp_replace(
      regexp_replace(app.words(value),
        '\m(spolka z ograniczona odpowiedzialnoscia|sp z ?o ?o|(prosta )?spolka akcyjna|(p )?s a|spolka komandytowa|sp k|spolka jawna|sp j|spolka cywilna|s c)\M', ' ', 'g'),
      ' +', ' ', 'g')), ''),
    app.fold(value));

-- name_key is the order of lists, byte by byte: the place of a page does not depend on the server's locale.
ALTER TABLE app.contact
  ADD COLUMN name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (app.fold(name)) STORED,
  ADD COLUMN name_core text NOT NULL GENERATED ALWAYS AS (app.name_core(name)) STORED,
  ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS
    (app.words(name || ' ' || coalesce(nip, '') || ' ' || coalesce(regon, '') || ' ' || coalesce(address, '') || ' ' || coalesce(email, ''))) STORED;
CREATE INDEX contact_order ON app.contact (tenant_id, name_key, id);
CREATE INDEX contact_nip ON app.contact (tenant_id, nip) WHERE nip IS NOT NULL;
CREATE INDEX contact_regon ON app.contact (tenant_id, regon) WHERE regon IS NOT NULL;
CREATE INDEX contact_search ON app.contact USING gin (tenant_id, search_text public.gin_trgm_ops);
CREATE INDEX contact_core ON app.contact USING gin (tenant_id, name_core public.gin_trgm_ops);

-- Everything of one contact, newest first; a merger and the foreign keys look here too.
CREATE INDEX correspondence_contact ON app.correspondence (tenant_id, contact_id, id) WHERE contact_id IS NOT NULL;
CREATE INDEX contract_party_contact ON app.contract_party (tenant_id, contact_id, contract_id) WHERE contact_id IS NOT NULL;

-- Where a merged contact went: old links lead there. Its row is gone, so nothing can ever point to it again; its history stays.
CREATE TABLE app.contact_merge (
  tenant_id   uuid        NOT NULL REFERENCES app.tenant,
  merged_id   uuid        NOT NULL,
  contact_id  uuid        NOT NULL,
  name        text        NOT NULL,
  merged_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, merged_id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES app.contact (tenant_id, id)
);
CREATE INDEX contact_merge_contact ON app.contact_merge (tenant_id, contact_id);
ALTER TABLE app.contact_merge ENABLE ROW LEVEL SECURITY;
CREATE POLICY silo ON app.contact_merge TO ale_silo USING (true) WITH CHECK (true);
CREATE POLICY web ON app.contact_merge FOR SELECT TO ale_web USING (tenant_id = app.current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON app.contact_merge TO ale_silo;
GRANT SELECT ON app.contact_merge TO ale_web;

-- kind: 0 correspondence, 1 contract, 2 contact
ALTER TABLE app.history DROP CONSTRAINT history_kind_check, ADD CONSTRAINT history_kind_check CHECK (kind BETWEEN 0 AND 2);

GRANT EXECUTE ON FUNCTION app.words(text), app.name_core(text) TO ale_web, ale_silo;

-- Under row-level security LIKE and % do not use trigram indexes (they are not leakproof), hence functions that run as the owner
-- and look at the tenant's rows alone. What was typed is folded in subqueries: once, and not for each row.

-- A page of the contacts in which every word occurs, by name. widest: the longest of the words, the one the index is asked for.
-- after: the last contact of the page before, also one that was merged meanwhile.
CREATE FUNCTION app.find_contacts(typed text[], widest text, after uuid, most integer)
  RETURNS TABLE (id uuid, name text, nip text, regon text, address text, email text, phone text, e_delivery_address text,
    created_at timestamptz, version integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_temp
  BEGIN ATOMIC
    SELECT c.id, c.name, c.nip, c.regon, c.address, c.email, c.phone, c.e_delivery_address, c.created_at, c.version
    FROM app.contact AS c
    WHERE c.tenant_id = app.current_tenant()
      AND c.search_text LIKE (SELECT app.word_pattern(widest))
      AND c.search_text LIKE ALL (ARRAY(SELECT app.word_pattern(t.word) FROM unnest(typed) AS t (word)))
      AND (after IS NULL OR (c.name_key, c.id) > (
        SELECT x.name_key, x.id FROM app.contact AS x WHERE x.tenant_id = app.current_tenant() AND x.id = after
        UNION ALL
        SELECT app.fold(m.name), m.merged_id FROM app.contact_merge AS m WHERE m.tenant_id = app.current_tenant() AND m.merged_id = after))
    ORDER BY c.name_key, c.id
    LIMIT most;
  END;

-- What a field offers while a name or NIP is typed: names that begin so, then those that hold it, where a word begins first,
-- then addresses and the rest.
CREATE FUNCTION app.suggest_contacts(typed text[], widest text, most integer)
  RETURNS TABLE (id uuid, name text, nip text, address text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_temp
  BEGIN ATOMIC
    SELECT c.id, c.name, c.nip, c.address
    FROM app.contact AS c
    WHERE c.tenant_id = app.current_tenant()
      AND c.search_text LIKE (SELECT app.word_pattern(widest))
      AND c.search_text LIKE ALL (ARRAY(SELECT app.word_pattern(t.word) FROM unnest(typed) AS t (word)))
    ORDER BY c.search_text NOT LIKE (SELECT rtrim(app.words(array_to_string(typed, ' '))) || '%'),
      c.name_key NOT LIKE (SELECT '%' || replace(replace(replace(app.fold(array_to_string(typed, ' ')), '\', '\\'), '%', '\%'), '_', '\_') || '%'),
      c.search_text NOT LIKE (SELECT '%' || rtrim(app.words(array_to_string(typed, ' '))) || '%'), c.name_key, c.id
    LIMIT most;
  END;

-- Contacts that may be the same as the one described: one of the numbers agrees, or the names do but for a few letters.
-- "except" is the contact itself.
CREATE FUNCTION app.similar_contacts(called text, with_nip text, with_regon text, "except" uuid, most integer)
  RETURNS TABLE (id uuid, name text, nip text, address text, same_number boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, pg_temp SET pg_trgm.similarity_threshold = 0.6
  BEGIN ATOMIC
    SELECT found.id, found.name, found.nip, found.address, bool_or(found.same_number) AS same_number
    FROM (
      SELECT c.id, c.name, c.nip, c.address, true AS same_number, 1::real AS alike
      FROM app.contact AS c WHERE c.tenant_id = app.current_tenant() AND c.nip = with_nip
      UNION ALL
      SELECT c.id, c.name, c.nip, c.address, true, 1::real
      FROM app.contact AS c WHERE c.tenant_id = app.current_tenant() AND c.regon = with_regon
      UNION ALL
      SELECT c.id, c.name, c.nip, c.address, false, public.similarity(c.name_core, (SELECT app.name_core(called)))
      FROM app.contact AS c WHERE c.tenant_id = app.current_tenant() AND c.name_core OPERATOR(public.%) (SELECT app.name_core(called))) AS found
    WHERE "except" IS NULL OR found.id <> "except"
    GROUP BY found.id, found.name, found.nip, found.address
    ORDER BY bool_or(found.same_number) DESC, max(found.alike) DESC, found.name
    LIMIT most;
  END;

REVOKE ALL ON FUNCTION app.find_contacts(text[], text, uuid, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION app.suggest_contacts(text[], text, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION app.similar_contacts(text, text, text, uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.find_contacts(text[], text, uuid, integer) TO ale_web;
GRANT EXECUTE ON FUNCTION app.suggest_contacts(text[], text, integer) TO ale_web;
GRANT EXECUTE ON FUNCTION app.similar_contacts(text, text, text, uuid, integer) TO ale_web;
