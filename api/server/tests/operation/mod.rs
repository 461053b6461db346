//! What an operator needs: figures, alarms, backups, migrations that can be taken back.
mod alarms;
mod figures;
mod keys;
mod metrics;
mod migrations;
mod program;
mod refused_restore;
mod restore;
#[cfg(feature = "otel")]
mod spans;
