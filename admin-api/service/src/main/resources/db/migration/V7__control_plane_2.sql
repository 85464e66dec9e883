-- Ends are counted by organization and by how long they ran: security, section 3, and api, Workflows.

-- Empty for executions of nobody, and for what was counted before this version: who sees all sees them.
-- A duration of 2^(n/2) ms to 2^((n+1)/2) ms is in bucket n; what no process ran is in -1.
ALTER TABLE execution_count
  ADD COLUMN organization text NOT NULL DEFAULT '',
  ADD COLUMN bucket smallint NOT NULL DEFAULT -1,
  DROP CONSTRAINT execution_count_pkey,
  ADD PRIMARY KEY (workflow_id, hour, organization, status, error_type, bucket, slot);
ALTER TABLE execution_count ALTER COLUMN organization DROP DEFAULT, ALTER COLUMN bucket DROP DEFAULT;
CREATE INDEX execution_count_hour ON execution_count (hour);

-- Where the request came from, for the audit of what it brings about later.
ALTER TABLE bulk
  ADD COLUMN role text,
  ADD COLUMN token_id text,
  ADD COLUMN address text,
  ADD COLUMN request_id text;

-- What a workflow was from some time on, so that it can be that again. Its bundle says the rest, and never changes.
CREATE TABLE workflow_version (
  workflow_id uuid NOT NULL REFERENCES workflow,
  version integer NOT NULL,
  bundle_sha256 text NOT NULL REFERENCES bundle,
  registered_at timestamptz NOT NULL,
  registered_by text NOT NULL,
  rolled_back_to integer,
  PRIMARY KEY (workflow_id, version)
);
INSERT INTO workflow_version (workflow_id, version, bundle_sha256, registered_at, registered_by)
  SELECT id, version, bundle_sha256, updated_at, 'bundle folder' FROM workflow;
