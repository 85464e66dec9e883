package io.sluice.admin.queue.reconcile;

import java.time.Instant;

/**
 * The queue incarnation that Redis should hold, from PostgreSQL.
 *
 * @param generation Redis holds another one, or none, if it has lost data
 * @param since the begin of this incarnation
 */
record QueueIncarnation(String generation, Instant since) {}
