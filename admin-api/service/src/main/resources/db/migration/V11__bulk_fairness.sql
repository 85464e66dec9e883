-- Bulk operations take turns between the people who ordered them, can be cancelled, and end after too many failures.
ALTER TABLE bulk
  ADD COLUMN stepped_at timestamptz,
  ADD COLUMN cancelled_by text,
  ADD COLUMN failures integer NOT NULL DEFAULT 0,
  ADD COLUMN failure text;
