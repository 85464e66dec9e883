-- A bulk operation may be slower than it could be, so that what runs again does not flood what it needs.
ALTER TABLE bulk ADD COLUMN per_second integer CHECK (per_second BETWEEN 1 AND 1000),
  DROP CONSTRAINT bulk_action_check,
  ADD CONSTRAINT bulk_action_check CHECK (action IN ('cancel', 'retry', 'discard'));

-- Dead letters of each workflow since administrators were last notified (docs/queue.md).
CREATE TABLE dead_letter_growth (
  workflow_id uuid PRIMARY KEY REFERENCES workflow,
  grown bigint NOT NULL,
  notified_at timestamptz
);
