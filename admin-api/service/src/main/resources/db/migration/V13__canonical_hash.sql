-- The hash of a request's canonical form, which does not change with the fields that a version knows. Null in rows of
-- earlier versions, which compare body_hash; this version writes both while they may serve beside it.
ALTER TABLE idempotency_key ADD COLUMN IF NOT EXISTS canonical_hash text;
