-- Who may do what, and where things live. Everything here may already exist: roles belong to the whole server, and
-- several databases of one server (tests, staging beside production) may be migrated at the same moment.

-- Before the default privileges below: what an extension brings must stay executable by everybody.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;

-- Group roles without a password: each host signs in with the login of its connection string and starts its sessions
-- as one of them (RoleConnection.cs). A deployer who has no CREATEROLE creates them beforehand.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['ale_silo', 'ale_web', 'ale_operator'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL; -- another migration of this server was quicker
      END;
    END IF;
  END LOOP;
END
$$;

-- A function that runs with its owner's rights must not be callable by whoever can connect: each is granted by name.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE SCHEMA IF NOT EXISTS app;
REVOKE ALL ON SCHEMA app FROM PUBLIC;
GRANT USAGE ON SCHEMA app TO ale_silo, ale_web, ale_operator;

CREATE SCHEMA IF NOT EXISTS orleans;
REVOKE ALL ON SCHEMA orleans FROM PUBLIC;
GRANT USAGE ON SCHEMA orleans TO ale_silo, ale_web;
