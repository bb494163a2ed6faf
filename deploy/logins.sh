#!/bin/sh
# The two logins of the desk and its database, made once, when PostgreSQL begins with nothing.
set -eu
psql --set ON_ERROR_STOP=1 --username postgres \
    --set owner="$OWNER_PASSWORD" --set application="$APPLICATION_PASSWORD" <<'SQL'
CREATE ROLE newsroom_owner LOGIN PASSWORD :'owner';
CREATE ROLE newsroom LOGIN PASSWORD :'application';
CREATE DATABASE newsroom OWNER newsroom_owner TEMPLATE template0 ENCODING 'UTF8';
SQL
