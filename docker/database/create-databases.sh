#!/usr/bin/env bash
# Runs once, when the database server is set up: a role and a database each for the application and for Keycloak.
set -euo pipefail

create() {
  psql --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 --set name="$1" --set password="$2" <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
SQL
}

create millwright "$MILLWRIGHT_DATABASE_PASSWORD"
create keycloak "$KEYCLOAK_DATABASE_PASSWORD"
