-- When an end was written, beside when the attempt ended: the two differ while PostgreSQL or Redis is away.
-- Null where admin-api itself ended the execution, and in rows of earlier versions: recorded when it ended.
ALTER TABLE execution ADD COLUMN recorded_at timestamptz;
ALTER TABLE attempt ADD COLUMN recorded_at timestamptz;
