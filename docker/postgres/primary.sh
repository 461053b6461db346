#!/bin/bash
# Runs once, when the primary's folder is made: the role and the slot of the replica.
set -euo pipefail

psql --set ON_ERROR_STOP=1 --username postgres --dbname postgres <<'SQL'
\set password `cat /run/secrets/replication_password`
CREATE ROLE replicator LOGIN REPLICATION PASSWORD :'password';
SELECT pg_create_physical_replication_slot('replica', true);
SQL
