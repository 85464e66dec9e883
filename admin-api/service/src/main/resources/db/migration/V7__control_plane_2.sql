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
