#!/bin/sh
# Run once by the database image: the logins of the hosts. The group roles are those of 0001_orleans.sql, which finds them made.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v silo_password="$(cat /run/secrets/silo_password)" -v web_password="$(cat /run/secrets/web_password)" <<'SQL'
CREATE ROLE ale_silo NOLOGIN;
CREATE ROLE ale_web NOLOGIN;
CREATE ROLE ale_operator NOLOGIN;
CREATE ROLE ale_silo_login LOGIN PASSWORD :'silo_password' IN ROLE ale_silo;
CREATE ROLE ale_web_login LOGIN PASSWORD :'web_password' IN ROLE ale_web;
SQL
