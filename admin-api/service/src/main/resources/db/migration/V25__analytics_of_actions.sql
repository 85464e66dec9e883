-- Outside of a transaction: built beside writers. An interrupted one leaves an invalid index, hence the DROP.

-- For the actions of a workflow or an organization: few of the exact sums are of an action.
DROP INDEX CONCURRENTLY IF EXISTS analytics_sum_actions;
CREATE INDEX CONCURRENTLY analytics_sum_actions ON analytics_sum (span, at) WHERE scope = 'exact' AND type <> '';
