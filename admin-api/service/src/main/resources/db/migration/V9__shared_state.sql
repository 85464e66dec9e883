-- How often attempts of a workflow changed state that belongs to their whole JVM, or ran while it was changed.
CREATE TABLE shared_state_count (
  workflow_id uuid NOT NULL,
  hour timestamptz NOT NULL,
  organization text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (workflow_id, hour, organization)
);
CREATE INDEX shared_state_count_hour ON shared_state_count (hour);
