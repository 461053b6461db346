#!/bin/bash
# Starts a replica; the first time it copies the primary. A copy that was cut off is begun again.
set -euo pipefail

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  partial="$PGDATA.partial"
  rm -rf "$partial" "$PGDATA"
  mkdir -p "$(dirname "$PGDATA")"
  PGPASSWORD="$(cat /run/secrets/replication_password)" pg_basebackup --pgdata "$partial" \
    --host primary --username replicator --slot replica --wal-method stream --checkpoint fast --write-recovery-conf
  mv "$partial" "$PGDATA"
fi
exec postgres -D "$PGDATA" -c config_file=/etc/terang/postgresql.conf
