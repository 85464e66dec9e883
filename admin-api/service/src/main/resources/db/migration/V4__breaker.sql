-- Circuit breaker, probation, run-time settings, notifications: queue protocol, section 11.

-- What got stuck before this does not count any more.
ALTER TABLE workflow ADD COLUMN counting_since timestamptz;

-- Executions that got stuck, each once: with its latest attempt that did.
CREATE TABLE stuck_event (
  execution_id uuid PRIMARY KEY,
  workflow_id uuid NOT NULL,
  epoch bigint NOT NULL,
  claim bigint NOT NULL,
  at timestamptz NOT NULL,
  -- Equal for the same trouble.
  fingerprint text NOT NULL
);
CREATE INDEX stuck_event_of_workflow ON stuck_event (workflow_id, at);
CREATE INDEX stuck_event_at ON stuck_event (at);

ALTER TABLE blacklist
  ADD COLUMN removal_reason text,
  -- When nothing was left that waited: before that no probation begins, or it would let the backlog run.
  ADD COLUMN emptied_at timestamptz,
  ADD COLUMN probation_since timestamptz,
  ADD COLUMN probation_by text,
  ADD COLUMN probation_reason text,
  -- Successes that are still wanted.
  ADD COLUMN probation_left integer CHECK (probation_left >= 0);

-- What a door asks: shut, or on probation.
CREATE VIEW blacklist_door AS
  SELECT id, workflow_id, reason, blacklisted_at,
    probation_since IS NOT NULL AND emptied_at IS NOT NULL AS probation
  FROM blacklist WHERE removed_at IS NULL;

-- The entry of the blacklist whose probe the holder is.
ALTER TABLE exclusive_lock ADD COLUMN probation bigint;

-- Settings that were changed; the others have their defaults.
CREATE TABLE system_config (
  key text PRIMARY KEY,
  value integer NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL
);

CREATE TABLE notification (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  severity text NOT NULL CHECK (severity IN ('info', 'warning')),
  title text NOT NULL,
  body text NOT NULL,
  link text NOT NULL,
  read_at timestamptz,
  read_by text
);
CREATE INDEX notification_unread ON notification (id) WHERE read_at IS NULL;
