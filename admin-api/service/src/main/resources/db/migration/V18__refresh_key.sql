-- A refresh token's successor is derived with this key, so that the second use of one whose answer was lost gives the same one.
-- The default serves instances of the version before during a rolling upgrade.
ALTER TABLE sign_in_session
  ADD COLUMN refresh_key text NOT NULL DEFAULT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
