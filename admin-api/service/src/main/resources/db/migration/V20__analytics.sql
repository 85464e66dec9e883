-- Analytics from counters, never from executions: docs/adr/0032.

-- What happened, written once in the transaction that brings it about, and deleted when it is counted. No index: the one
-- reader takes all of it.
CREATE TABLE analytics_fact (
  at timestamptz NOT NULL,
  organization text NOT NULL,
  workflow_id uuid NOT NULL,
  -- Of actions; empty for other executions.
  type text NOT NULL,
  agent text NOT NULL,
  -- The status of an execution that ended, the decision of a council, asked (an action), planned or realised (a saving).
  kind text NOT NULL,
  -- The error type of an execution, or the name of a saving; else empty.
  detail text NOT NULL,
  count bigint NOT NULL DEFAULT 1,
  amount numeric,
  -- From queued to started, and from started to ended, or from asked to decided.
  waited_ms bigint,
  took_ms bigint
);

-- Sums by hour and by day (UTC). The scope says which columns of the key are filled; the others are empty, or zero.
CREATE TABLE analytics_sum (
  span text NOT NULL CHECK (span IN ('hour', 'day')),
  scope text NOT NULL CHECK (scope IN ('all', 'organization', 'workflow', 'action', 'exact')),
  organization text NOT NULL,
  workflow_id uuid NOT NULL,
  type text NOT NULL,
  agent text NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  detail text NOT NULL,
  count bigint NOT NULL,
  amount numeric NOT NULL,
  -- Histograms of milliseconds, as HdrHistogram encodes them.
  waited bytea,
  took bytea,
  PRIMARY KEY (span, scope, organization, workflow_id, type, agent, at, kind, detail)
);
CREATE INDEX analytics_sum_at ON analytics_sum (span, at);

-- The ends of the last month were counted by hour already, without their times.
INSERT INTO analytics_fact (at, organization, workflow_id, type, agent, kind, detail, count)
  SELECT hour, organization, workflow_id, '', '', status, error_type, sum(count)
  FROM execution_count GROUP BY hour, organization, workflow_id, status, error_type;
