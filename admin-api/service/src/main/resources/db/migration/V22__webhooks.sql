-- Webhooks and their outbox (docs/webhooks.md). Deliveries have no foreign key: its lock on the webhook could wait, in the
-- transaction of a result, for an administrator who deletes the webhook and waits for the lock of the audit.
CREATE TABLE webhook (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE CHECK (name ~ '^[A-Za-z0-9._-]{1,100}$'),
  organization text,
  url text NOT NULL,
  kinds text[] NOT NULL CHECK (cardinality(kinds) > 0),
  secret_file text,
  enabled boolean NOT NULL,
  disabled_reason text,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  -- The instance that sends, until a time of PostgreSQL's clock.
  sender uuid,
  sender_until timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 20);

-- The body is text, because its signature is of its bytes. The subject merges events that repeat.
CREATE TABLE delivery (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  webhook_id uuid NOT NULL,
  event_id uuid NOT NULL,
  kind text NOT NULL,
  subject text,
  body text NOT NULL,
  created_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'DELIVERED', 'DEAD')),
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_at timestamptz NOT NULL,
  ended_at timestamptz,
  status_code integer,
  reason text,
  CHECK ((state = 'PENDING') = (ended_at IS NULL))
);
CREATE INDEX delivery_pending ON delivery (webhook_id, sequence) WHERE state = 'PENDING';
CREATE INDEX delivery_dead ON delivery (webhook_id, sequence) WHERE state = 'DEAD';
CREATE INDEX delivery_list ON delivery (webhook_id, sequence DESC);
CREATE INDEX delivery_ended ON delivery (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX delivery_subject ON delivery (webhook_id, kind, subject, created_at) WHERE subject IS NOT NULL;
