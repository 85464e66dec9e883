-- The role of agents, between viewer and operator (docs/agents.md).
ALTER TABLE app_user DROP CONSTRAINT app_user_role_check;
ALTER TABLE app_user ADD CONSTRAINT app_user_role_check
  CHECK (role IN ('viewer', 'agent', 'operator', 'deployer', 'platform-admin'));
ALTER TABLE access_token DROP CONSTRAINT access_token_role_check;
ALTER TABLE access_token ADD CONSTRAINT access_token_role_check
  CHECK (role IN ('viewer', 'agent', 'operator', 'deployer', 'platform-admin'));
