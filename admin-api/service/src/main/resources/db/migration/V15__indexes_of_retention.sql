-- Outside of a transaction: built beside writers. An interrupted one leaves an invalid index, hence the DROP.

-- For the quota: the waiting executions of each organization together.
DROP INDEX CONCURRENTLY IF EXISTS execution_waiting_of;
CREATE INDEX CONCURRENTLY execution_waiting_of ON execution (organization) WHERE status IN ('PENDING', 'SCHEDULED');

-- Deleted by age: small indexes, because rows come in the order of their age.
DROP INDEX CONCURRENTLY IF EXISTS idempotency_key_created;
CREATE INDEX CONCURRENTLY idempotency_key_created ON idempotency_key USING brin (created_at) WITH (pages_per_range = 32);
DROP INDEX CONCURRENTLY IF EXISTS refused_result_at;
CREATE INDEX CONCURRENTLY refused_result_at ON refused_result USING brin (at) WITH (pages_per_range = 32);
