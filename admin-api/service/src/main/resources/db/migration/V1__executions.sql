-- PostgreSQL 14 to 18. Epochs, claims and losses: queue protocol, section 3.

CREATE TABLE bundle (
  sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint NOT NULL,
  content bytea NOT NULL,
  registered_at timestamptz NOT NULL
);
-- A jar is compressed already.
ALTER TABLE bundle ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE workflow (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE CHECK (name ~ '^[a-z][a-z0-9._-]{0,99}$'),
  description text NOT NULL,
  version integer NOT NULL,
  bundle_sha256 text NOT NULL REFERENCES bundle,
  entry_point text NOT NULL,
  timeout_seconds integer CHECK (timeout_seconds BETWEEN 1 AND 86400),
  execution_model text CHECK (execution_model IN ('thread', 'process', 'isolated')),
  max_retries integer NOT NULL CHECK (max_retries BETWEEN 0 AND 100),
  idempotent boolean NOT NULL,
  exclusive boolean NOT NULL DEFAULT false,
  at_most_once boolean NOT NULL DEFAULT false,
  enabled boolean NOT NULL DEFAULT true,
  updated_at timestamptz NOT NULL
);

CREATE TABLE blacklist (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workflow_id uuid NOT NULL REFERENCES workflow,
  reason text NOT NULL,
  automatic boolean NOT NULL,
  stuck_count integer NOT NULL,
  blacklisted_at timestamptz NOT NULL,
  blacklisted_by text NOT NULL,
  removed_at timestamptz,
  removed_by text
);
CREATE UNIQUE INDEX blacklist_entry ON blacklist (workflow_id) WHERE removed_at IS NULL;

-- Each change of status is a new entry in every index, because the partial ones name the status: dead ones are cleared often.
-- The id is a UUID of version 7: its order is the order of acceptance, so lists and ranges of time need no index of
-- their own. No foreign key to workflow: it would lock the same few rows for every accepted execution, and workflows
-- are never deleted.
CREATE TABLE execution (
  id uuid PRIMARY KEY,
  workflow_id uuid NOT NULL,
  organization text,
  status text NOT NULL CHECK (status IN ('AWAITING_APPROVAL', 'SCHEDULED', 'PENDING', 'RUNNING', 'SUCCESS', 'FAILED',
    'TIMEOUT', 'CANCELLED', 'BLOCKED')),
  priority smallint NOT NULL CHECK (priority BETWEEN 0 AND 2),
  shard text NOT NULL,
  epoch bigint NOT NULL,
  last_claim bigint NOT NULL DEFAULT 0,
  published_epoch bigint NOT NULL DEFAULT 0,
  losses integer NOT NULL DEFAULT 0,
  attempt_number integer NOT NULL DEFAULT 1,
  max_retries integer NOT NULL,
  timeout_ms bigint,
  requested_model text,
  execution_model text,
  worker_id text,
  pid bigint,
  generation bigint,
  input json,
  labels jsonb,
  result json,
  error_type text,
  error_message text,
  error_stack text,
  data_flag text,
  rung text,
  run_ms bigint,
  cpu_ms bigint,
  allocated_bytes bigint,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  queued_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  cancel_requested_at timestamptz,
  cancel_requested_by text,
  cancel_reason text,
  cancel_sent_at timestamptz
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000,
  autovacuum_analyze_scale_factor = 0.05);

CREATE INDEX execution_waiting ON execution (priority, id) INCLUDE (queued_at) WHERE status = 'PENDING';
-- Beyond the window that Redis holds, the publisher must find the next rows without walking over those that are published.
CREATE INDEX execution_unpublished ON execution (priority, id) WHERE status = 'PENDING' AND published_epoch < epoch;
CREATE INDEX execution_running ON execution (id) WHERE status = 'RUNNING';
CREATE INDEX execution_not_well ON execution (status, id) WHERE status IN ('FAILED', 'TIMEOUT', 'CANCELLED', 'BLOCKED');
CREATE INDEX execution_cancelling ON execution (cancel_requested_at)
  WHERE cancel_requested_at IS NOT NULL AND status IN ('SCHEDULED', 'PENDING', 'RUNNING');
CREATE INDEX execution_by_workflow ON execution (workflow_id, id);
CREATE INDEX execution_by_worker ON execution (worker_id, id) WHERE worker_id IS NOT NULL;
CREATE INDEX execution_by_error ON execution (error_type, id) WHERE error_type IS NOT NULL;
CREATE INDEX execution_by_organization ON execution (organization, id) WHERE organization IS NOT NULL;
CREATE INDEX execution_by_label ON execution USING gin (labels jsonb_path_ops) WHERE labels IS NOT NULL;

-- The last guard of "exactly one outcome is recorded": whatever code does, a terminal row keeps its outcome.
CREATE FUNCTION execution_keeps_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'execution % ended as % at epoch % and keeps its outcome', OLD.id, OLD.status, OLD.epoch
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER execution_keeps_outcome BEFORE UPDATE ON execution FOR EACH ROW
  WHEN (NEW.epoch < OLD.epoch
    OR OLD.status IN ('SUCCESS', 'FAILED', 'TIMEOUT', 'CANCELLED', 'BLOCKED') AND NEW.epoch = OLD.epoch
      AND ROW(NEW.status, NEW.error_type, NEW.error_message, NEW.result::text, NEW.finished_at, NEW.last_claim)
        IS DISTINCT FROM ROW(OLD.status, OLD.error_type, OLD.error_message, OLD.result::text, OLD.finished_at, OLD.last_claim))
  EXECUTE FUNCTION execution_keeps_outcome();

CREATE TABLE attempt (
  execution_id uuid NOT NULL,
  epoch bigint NOT NULL,
  claim bigint NOT NULL,
  worker_id text,
  pid bigint,
  generation bigint,
  execution_model text,
  status text NOT NULL,
  error_type text,
  error_message text,
  started_at timestamptz,
  finished_at timestamptz,
  run_ms bigint,
  PRIMARY KEY (execution_id, epoch, claim)
);

CREATE TABLE execution_log (
  execution_id uuid NOT NULL,
  epoch bigint NOT NULL,
  claim bigint NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  level smallint NOT NULL,
  message text NOT NULL,
  PRIMARY KEY (execution_id, epoch, claim, seq)
);

CREATE TABLE stuck_dossier (
  execution_id uuid NOT NULL,
  epoch bigint NOT NULL,
  claim bigint NOT NULL,
  at timestamptz NOT NULL,
  verdict text,
  top_frame text,
  stack text,
  dossier json,
  PRIMARY KEY (execution_id, epoch, claim)
);

-- What the recorder did not apply, and why: fenced, duplicate, unknown, unreadable.
CREATE TABLE refused_result (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream_id text NOT NULL UNIQUE,
  execution_id uuid,
  epoch bigint,
  claim bigint,
  kind text,
  owner text,
  reason text NOT NULL,
  payload text,
  at timestamptz NOT NULL
);
CREATE INDEX refused_result_of ON refused_result (execution_id) WHERE execution_id IS NOT NULL;

CREATE TABLE queue_generation (
  shard text PRIMARY KEY,
  generation text NOT NULL,
  since timestamptz NOT NULL,
  waiting_swept boolean NOT NULL,
  running_swept boolean NOT NULL
);

-- Of its own, because a partitioned table allows a unique index only with the partition column in it.
CREATE TABLE idempotency_key (
  organization text NOT NULL,
  key text NOT NULL,
  body_hash text NOT NULL,
  execution_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization, key)
);

CREATE TABLE app_user (
  id uuid PRIMARY KEY,
  username text NOT NULL UNIQUE,
  password_hash text NOT NULL,
  role text NOT NULL CHECK (role IN ('viewer', 'operator', 'deployer', 'platform-admin')),
  organizations text NOT NULL DEFAULT '*',
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL
);

CREATE TABLE access_token (
  hash text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
  user_id uuid NOT NULL REFERENCES app_user,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('viewer', 'operator', 'deployer', 'platform-admin')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz
);
CREATE INDEX access_token_expiry ON access_token (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  object text NOT NULL,
  reason text,
  before text,
  after text,
  result text NOT NULL
);
CREATE FUNCTION audit_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER audit_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_final();
