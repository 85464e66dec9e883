-- Work that one instance does at a time, by leases (docs/architecture.md). Few rows, changed each second: updates stay in their page.
CREATE TABLE duty (
  name text PRIMARY KEY,
  holder uuid NOT NULL,
  term bigint NOT NULL,
  held_until timestamptz NOT NULL,
  released boolean NOT NULL,
  completed_at timestamptz
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
