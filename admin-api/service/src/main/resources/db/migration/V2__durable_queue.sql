-- Retries, delays, dead letters, exclusive and at-most-once workflows, commands: queue protocol, sections 9 to 12.

ALTER TABLE execution
  ADD COLUMN run_at timestamptz,
  ADD COLUMN unique_key text,
  -- Failures of the workflow itself that were repeated; losses are counted apart.
  ADD COLUMN retries integer NOT NULL DEFAULT 0,
  ADD COLUMN dead_lettered_at timestamptz,
  -- Where something of an earlier attempt may still be alive; cleared when its process is gone.
  ADD COLUMN alive_worker text,
  ADD COLUMN alive_generation bigint,
  ADD COLUMN alive_until timestamptz,
  -- The attempt that was allowed to start, of those that need a permit.
  ADD COLUMN permit_epoch bigint,
  ADD COLUMN permit_claim bigint,
  ADD COLUMN permit_owner text,
  -- Set for what must hold an exclusive lock before it is published.
  ADD COLUMN lock_key text;

CREATE UNIQUE INDEX execution_unique_key ON execution (workflow_id, unique_key)
  WHERE unique_key IS NOT NULL AND status IN ('AWAITING_APPROVAL', 'SCHEDULED', 'PENDING', 'RUNNING');
CREATE INDEX execution_dead_letter ON execution (id) WHERE dead_lettered_at IS NOT NULL;
CREATE INDEX execution_alive ON execution (alive_until) WHERE alive_worker IS NOT NULL;
CREATE INDEX execution_scheduled ON execution (run_at) WHERE status = 'SCHEDULED';
-- In the order of publishing: by priority, organizations in turn, oldest first.
DROP INDEX execution_unpublished;
CREATE INDEX execution_unpublished ON execution (priority, coalesce(organization, ''), id)
  WHERE status = 'PENDING' AND published_epoch < epoch AND lock_key IS NULL;
CREATE INDEX execution_waits_for_lock ON execution (lock_key, priority, id)
  WHERE status = 'PENDING' AND published_epoch < epoch AND lock_key IS NOT NULL;
-- In the order of probing: what Redis should know and nobody runs yet.
CREATE INDEX execution_published ON execution (priority, id)
  WHERE status IN ('PENDING', 'SCHEDULED') AND published_epoch = epoch;

-- The one holder of a workflow that must not run twice at once.
CREATE TABLE exclusive_lock (
  key text PRIMARY KEY,
  execution_id uuid NOT NULL,
  epoch bigint NOT NULL,
  since timestamptz NOT NULL
);

-- Rises with every change of the blacklist, so that its copy in Redis can be compared by one number.
CREATE TABLE blacklist_version (version bigint NOT NULL);
INSERT INTO blacklist_version VALUES (1);
CREATE FUNCTION blacklist_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE blacklist_version SET version = version + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER blacklist_changed AFTER INSERT OR UPDATE OR DELETE ON blacklist
  FOR EACH STATEMENT EXECUTE FUNCTION blacklist_changed();

-- Orders to workers and what became of them.
CREATE TABLE command (
  id uuid PRIMARY KEY,
  worker_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('CANCEL', 'RECYCLE', 'KILL', 'SAMPLE')),
  status text NOT NULL CHECK (status IN ('PENDING', 'DONE', 'NOOP', 'REJECTED', 'EXPIRED')),
  detail text,
  execution_id uuid,
  epoch bigint,
  claim bigint,
  pid bigint,
  generation bigint,
  expected_healthy integer,
  reason text,
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  deadline timestamptz NOT NULL,
  sent_at timestamptz,
  answered_at timestamptz
);
CREATE INDEX command_waiting ON command (deadline) WHERE status = 'PENDING';
CREATE INDEX command_of_execution ON command (execution_id) WHERE execution_id IS NOT NULL;
