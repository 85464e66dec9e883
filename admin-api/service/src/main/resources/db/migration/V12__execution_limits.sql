-- A workflow that declares no retries has the installation's default. The number of those that are here counts as declared,
-- as an instance of an earlier version reads and writes it.
ALTER TABLE workflow ADD COLUMN retries_declared boolean NOT NULL DEFAULT true;

-- The longest timeout is a setting; this is what it may be at most.
ALTER TABLE workflow DROP CONSTRAINT workflow_timeout_seconds_check,
  ADD CONSTRAINT workflow_timeout_seconds_check CHECK (timeout_seconds BETWEEN 1 AND 604800);
