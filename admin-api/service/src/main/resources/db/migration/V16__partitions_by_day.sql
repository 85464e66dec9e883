-- What belongs to executions is partitioned like their history, so that it is dropped by age: docs/adr/0023.

-- The conditions of V14 are checked beside readers and writers: this reads each table once and locks out other changes of
-- the schema only. After it nothing takes long.
DO $$
DECLARE
  condition record;
BEGIN
  FOR condition IN SELECT conname, conrelid::regclass AS of_table FROM pg_constraint
      WHERE conname IN ('attempt_before', 'execution_log_before', 'stuck_dossier_before', 'crash_report_before') LOOP
    EXECUTE format('ALTER TABLE %s VALIDATE CONSTRAINT %I', condition.of_table, condition.conname);
  END LOOP;
END $$;

DO $$
DECLARE
  today date := (now() AT TIME ZONE 'UTC')::date;
  name text;
  first_day date;
  last uuid;
  keys text;
BEGIN
  FOREACH name IN ARRAY ARRAY['attempt', 'execution_log', 'stuck_dossier', 'crash_report'] LOOP
    keys := CASE name WHEN 'execution_log' THEN 'execution_id, epoch, claim, seq' ELSE 'execution_id, epoch, claim' END;
    EXECUTE format('ALTER TABLE %I RENAME TO %I', name, name || '_old');
    EXECUTE format('ALTER INDEX %I RENAME TO %I', name || '_pkey', name || '_old_pkey');
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS, PRIMARY KEY (%s)) PARTITION BY RANGE (execution_id)',
      name, name || '_old', keys);
    -- Of the condition: the whole table is the oldest partition, without reading it again.
    SELECT substring(pg_get_constraintdef(oid) FROM '[0-9a-f]{8}-[0-9a-f-]{27}') INTO last
      FROM pg_constraint WHERE conname = name || '_before' AND conrelid = (name || '_old')::regclass;
    IF last IS NULL THEN
      EXECUTE format('DROP TABLE %I', name || '_old');
      first_day := today;
    ELSE
      EXECUTE format('ALTER TABLE %1$I DROP CONSTRAINT IF EXISTS %2$I', name, name || '_before');
      EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (%L)', name, name || '_old', last);
      EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', name || '_old', name || '_before');
      first_day := (to_timestamp((('x' || replace(left(last::text, 13), '-', ''))::bit(48)::bigint) / 1000.0) AT TIME ZONE 'UTC')::date;
    END IF;
    EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', name || '_default', name);
    FOR i IN 0 .. 7 LOOP
      PERFORM create_day_partition(name, first_day + i);
    END LOOP;
  END LOOP;
END $$;

-- Only a purge deletes, of days past their retention; it leaves an entry with the end of the chain that goes. Whoever else
-- sets this and deletes is found by the check of the chains, like whoever drops the trigger.
CREATE OR REPLACE FUNCTION audit_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('sluice.audit_purge', true) = 'on' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'the audit is never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- The counts by hour have a row for each workflow, organization, status, error, duration and recorder: nearly one for each
-- execution where there are many of each. Sums of hours that are over, for statistics of weeks: of all (both null), of an
-- organization, and of a workflow.
CREATE TABLE execution_total (
  hour timestamptz NOT NULL,
  workflow_id uuid,
  organization text,
  status text NOT NULL,
  error_type text NOT NULL,
  count bigint NOT NULL
);
CREATE INDEX execution_total_of ON execution_total (workflow_id, organization, hour);
CREATE INDEX execution_total_hours ON execution_total (hour);
-- The hours that have sums, and when those were made: a result that comes late counts in a past hour.
CREATE TABLE execution_total_hour (hour timestamptz PRIMARY KEY, summed_at timestamptz NOT NULL);
