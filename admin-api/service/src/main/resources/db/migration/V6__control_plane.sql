-- What the control plane counts, orders in bulk, and shows of the services' own logs: api, Executions and Platform.

-- Ends of executions by hour. Several recorders add to rows of their own (slot), so that none waits for another.
CREATE TABLE execution_count (
  hour timestamptz NOT NULL,
  workflow_id uuid NOT NULL,
  status text NOT NULL,
  -- One of the known words, other, or empty: a workflow chooses its own class names.
  error_type text NOT NULL,
  slot smallint NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (hour, workflow_id, status, error_type, slot)
);

-- An order for all executions that a filter fits. The page after cursor is the next one.
CREATE TABLE bulk (
  id uuid PRIMARY KEY,
  action text NOT NULL CHECK (action IN ('cancel', 'retry')),
  filter json NOT NULL,
  reason text,
  ordered_by text NOT NULL,
  -- Whose executions who ordered it may touch.
  organizations text[] NOT NULL,
  created_at timestamptz NOT NULL,
  total bigint NOT NULL,
  done bigint NOT NULL DEFAULT 0,
  refused_total bigint NOT NULL DEFAULT 0,
  refused json NOT NULL DEFAULT '[]',
  cursor uuid,
  finished_at timestamptz
);
CREATE INDEX bulk_open ON bulk (created_at) WHERE finished_at IS NULL;

-- Log lines of the services. Never payloads of executions.
CREATE TABLE system_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  service text NOT NULL,
  worker_id text,
  level smallint NOT NULL CHECK (level BETWEEN 0 AND 3),
  logger text NOT NULL,
  message text NOT NULL
);
CREATE INDEX system_log_at ON system_log (at);
