-- Users, sessions, personal access tokens and the chained audit: security, sections 2 and 7.

ALTER TABLE app_user ALTER COLUMN organizations DROP DEFAULT;
ALTER TABLE app_user ALTER COLUMN organizations TYPE text[] USING string_to_array(organizations, ',');
ALTER TABLE app_user
  ALTER COLUMN organizations SET DEFAULT '{*}',
  ADD COLUMN must_change_password boolean NOT NULL DEFAULT false;

-- From a sign-in to its sign-out. Only the hash of the newest refresh token is good.
CREATE TABLE sign_in_session (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user,
  refresh_hash text NOT NULL CHECK (refresh_hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz NOT NULL,
  refreshed_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL
);
CREATE INDEX sign_in_session_user ON sign_in_session (user_id);
CREATE INDEX sign_in_session_end ON sign_in_session (ends_at);

-- They know no session, so they would look like personal ones.
DELETE FROM access_token WHERE name = 'sign-in';
-- Without a session it is a personal access token.
ALTER TABLE access_token
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  ADD COLUMN session_id uuid REFERENCES sign_in_session ON DELETE CASCADE,
  ADD COLUMN last_used_at timestamptz;
CREATE INDEX access_token_user ON access_token (user_id);
CREATE INDEX access_token_session ON access_token (session_id) WHERE session_id IS NOT NULL;
DROP INDEX access_token_expiry;

-- day to hash are null in rows from before this version: they are in no chain.
ALTER TABLE audit
  ADD COLUMN role text,
  ADD COLUMN token_id text,
  ADD COLUMN address text,
  ADD COLUMN request_id text,
  ADD COLUMN day date,
  ADD COLUMN position bigint,
  ADD COLUMN previous_hash text,
  ADD COLUMN hash text;
CREATE UNIQUE INDEX audit_by_position ON audit (day, position);
CREATE INDEX audit_by_time ON audit (at, id);
CREATE INDEX audit_by_actor ON audit (actor, at, id);
CREATE INDEX audit_by_action ON audit (action, at, id);

-- The end of each day's chain. Its row lock puts the transactions of a day that are audited into one order.
CREATE TABLE audit_chain (
  day date PRIMARY KEY,
  length bigint NOT NULL,
  hash text NOT NULL
);

-- Of every column but the hash itself. No text that depends on settings of the session goes into it.
CREATE FUNCTION audit_hash(entry audit) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(json_build_array(entry.id, (extract(epoch FROM entry.at) * 1000000)::bigint,
    entry.actor, entry.role, entry.token_id, entry.address, entry.request_id, entry.action, entry.object, entry.reason,
    entry.before, entry.after, entry.result, entry.day - DATE '2000-01-01', entry.position, entry.previous_hash)::text,
    'UTF8')), 'hex')
$$;

-- With the rights of the owner, so that who writes entries needs none on the chain.
CREATE FUNCTION audit_is_chained() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  last audit_chain;
BEGIN
  NEW.day := (NEW.at AT TIME ZONE 'UTC')::date;
  INSERT INTO audit_chain VALUES (NEW.day, 0, '') ON CONFLICT DO NOTHING;
  SELECT * INTO STRICT last FROM audit_chain WHERE day = NEW.day FOR UPDATE;
  NEW.position := last.length + 1;
  NEW.previous_hash := last.hash;
  NEW.hash := audit_hash(NEW);
  UPDATE audit_chain SET length = NEW.position, hash = NEW.hash WHERE day = NEW.day;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_is_chained BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_chained();
