-- What has ended leaves the table execution, which then holds only what waits and runs: docs/adr/0022.

-- The smallest id of a point in time: ids are UUIDs of version 7, as ExecutionIds makes them.
CREATE FUNCTION execution_id_at(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
$$;

-- Makes the partition of one day (UTC) of a table that is partitioned by execution id. ATTACH locks the parent less than
-- CREATE ... PARTITION OF does. Returns false if it exists, or another one has its day.
CREATE FUNCTION create_day_partition(parent text, day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  partition text := parent || '_' || to_char(day, 'YYYYMMDD');
  first uuid := execution_id_at(day::timestamp AT TIME ZONE 'UTC');
  next uuid := execution_id_at((day + 1)::timestamp AT TIME ZONE 'UTC');
BEGIN
  -- One instance at a time; the others then find the partition.
  PERFORM pg_advisory_xact_lock(hashtext('create_day_partition'));
  IF to_regclass(partition) IS NOT NULL THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', partition, parent);
  -- Rows that came before their partition. The condition is that of the partition, so an index finds them.
  EXECUTE format('WITH early AS (DELETE FROM %1$I WHERE %2$I >= %3$L AND %2$I < %4$L RETURNING *)
    INSERT INTO %5$I SELECT * FROM early', parent || '_default',
    CASE parent WHEN 'execution_history' THEN 'id' ELSE 'execution_id' END, first, next, partition);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, partition, first, next);
  RETURN true;
EXCEPTION WHEN invalid_object_definition THEN
  RETURN false;
END $$;

-- Written once, when an execution ends. The key is the id, so that an id is unique over all partitions, a lookup reads
-- one of them, and a list by time reads those of its range.
CREATE TABLE execution_history (
  LIKE execution INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
  PRIMARY KEY (id),
  CHECK (status IN ('SUCCESS', 'FAILED', 'TIMEOUT', 'CANCELLED', 'BLOCKED'))
) PARTITION BY RANGE (id);

CREATE INDEX ON execution_history (status, id) WHERE status <> 'SUCCESS';
CREATE INDEX ON execution_history (workflow_id, id);
CREATE INDEX ON execution_history (worker_id, id) WHERE worker_id IS NOT NULL;
CREATE INDEX ON execution_history (error_type, id) WHERE error_type IS NOT NULL;
CREATE INDEX ON execution_history (organization, id) WHERE organization IS NOT NULL;
CREATE INDEX ON execution_history USING gin (labels jsonb_path_ops) WHERE labels IS NOT NULL;
CREATE INDEX ON execution_history (id) WHERE dead_lettered_at IS NOT NULL;
-- Few, so that the search for survivors costs nothing.
CREATE INDEX ON execution_history (alive_until) WHERE alive_worker IS NOT NULL;
-- Rows come in the order of their ends: a few pages tell whether a partition has one younger than its retention.
CREATE INDEX ON execution_history USING brin (finished_at);

-- Of executions whose day has no partition: accepted before the oldest one and ended lately, or by a clock far ahead.
CREATE TABLE execution_history_default PARTITION OF execution_history DEFAULT;

DO $$
DECLARE
  today date := (now() AT TIME ZONE 'UTC')::date;
  oldest date;
BEGIN
  SELECT greatest(least((min(created_at) AT TIME ZONE 'UTC')::date, today), today - 31) INTO oldest
    FROM (SELECT created_at FROM execution ORDER BY id LIMIT 1) first;
  FOR i IN 0 .. today + 7 - coalesce(oldest, today) LOOP
    PERFORM create_day_partition('execution_history', coalesce(oldest, today) + i);
  END LOOP;
END $$;

-- Exactly one outcome is recorded: only a requeue, which deletes the row here, starts anew. Payloads can be deleted.
CREATE TRIGGER execution_keeps_outcome BEFORE UPDATE ON execution_history FOR EACH ROW
  WHEN (NEW.epoch <> OLD.epoch
    OR ROW(NEW.status, NEW.error_type, NEW.finished_at, NEW.last_claim)
      IS DISTINCT FROM ROW(OLD.status, OLD.error_type, OLD.finished_at, OLD.last_claim)
    OR ROW(NEW.error_message, NEW.result::text) IS DISTINCT FROM ROW(OLD.error_message, OLD.result::text)
      AND NOT (NEW.data_flag IS NOT DISTINCT FROM 'payloads_deleted' AND NEW.error_message IS NULL AND NEW.result IS NULL))
  EXECUTE FUNCTION execution_keeps_outcome();

-- Every execution, whether it has ended or not. A statement sees it in one of the two tables, never in both.
CREATE VIEW execution_all AS SELECT * FROM execution UNION ALL SELECT * FROM execution_history;

-- Searches of what has ended. Rows that are still here move to the history in small steps; execution_not_well stays, empty
-- when they have moved, because it tells at once whether some are left.
DROP INDEX execution_by_worker, execution_by_error, execution_by_label, execution_dead_letter;
-- A page keeps room for the next version of its rows: an update that changes no indexed column stays in its page.
ALTER TABLE execution SET (fillfactor = 80);

-- V16 makes them the oldest partition of tables of the same name: it checks the condition of that partition, which holds
-- for new rows from here on, beside readers and writers. Empty tables need no such partition.
DO $$
DECLARE
  last uuid := execution_id_at((((now() AT TIME ZONE 'UTC')::date + 8)::timestamp) AT TIME ZONE 'UTC');
  name text;
  filled boolean;
BEGIN
  FOREACH name IN ARRAY ARRAY['attempt', 'execution_log', 'stuck_dossier', 'crash_report'] LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I)', name) INTO filled;
    IF filled THEN
      EXECUTE format('ALTER TABLE %1$I ADD CONSTRAINT %2$I CHECK (execution_id < %3$L) NOT VALID', name, name || '_before', last);
    END IF;
  END LOOP;
END $$;
