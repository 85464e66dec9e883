-- Actions: requests for executions with a business case, which a council may have to approve (docs/actions.md).
CREATE TABLE council (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE CHECK (name ~ '^[A-Za-z0-9._-]{1,100}$'),
  quorum integer NOT NULL CHECK (quorum BETWEEN 1 AND 100),
  deadline_seconds integer CHECK (deadline_seconds > 0),
  created_at timestamptz NOT NULL,
  created_by text NOT NULL
);

-- One absence at a time; a person stands in for one member of a council.
CREATE TABLE council_member (
  council_id uuid NOT NULL REFERENCES council ON DELETE CASCADE,
  name text NOT NULL,
  veto boolean NOT NULL DEFAULT false,
  delegate text,
  delegate_from timestamptz,
  delegate_until timestamptz,
  PRIMARY KEY (council_id, name),
  UNIQUE (council_id, delegate),
  CHECK ((delegate IS NULL) = (delegate_from IS NULL) AND (delegate IS NULL) = (delegate_until IS NULL))
);

CREATE TABLE action_type (
  name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9._-]{0,99}$'),
  workflow_id uuid NOT NULL REFERENCES workflow,
  description text,
  council_id uuid REFERENCES council,
  timeout_seconds integer CHECK (timeout_seconds > 0),
  priority text CHECK (priority IN ('high', 'normal', 'low')),
  max_retries integer NOT NULL CHECK (max_retries BETWEEN 0 AND 100)
);

-- The id is that of its execution, which is partitioned, so there is no foreign key.
CREATE TABLE action (
  id uuid PRIMARY KEY,
  type text NOT NULL,
  agent text,
  organization text,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  savings jsonb,
  council_id uuid REFERENCES council,
  decide_by timestamptz,
  decision text CHECK (decision IN ('approved', 'rejected', 'vetoed', 'expired')),
  decided_at timestamptz,
  CHECK ((decision IS NULL) = (decided_at IS NULL)),
  CHECK (decision IS NULL OR council_id IS NOT NULL)
);
CREATE INDEX action_by_type ON action (type, id DESC);
CREATE INDEX action_by_agent ON action (agent, id DESC) WHERE agent IS NOT NULL;
CREATE INDEX action_by_council ON action (council_id, id DESC) WHERE council_id IS NOT NULL;
CREATE INDEX action_undecided ON action (decide_by) WHERE council_id IS NOT NULL AND decision IS NULL;

CREATE TABLE vote (
  action_id uuid NOT NULL REFERENCES action ON DELETE CASCADE,
  member text NOT NULL,
  voter text NOT NULL,
  approves boolean NOT NULL,
  comment text,
  cast_at timestamptz NOT NULL,
  PRIMARY KEY (action_id, member)
);
