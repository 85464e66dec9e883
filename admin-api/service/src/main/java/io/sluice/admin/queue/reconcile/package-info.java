/**
 * Compares the queue with PostgreSQL and repairs it: lost entries, expired leases, a wiped Redis.
 * One virtual thread each for the reconciler, the reaper and the keeper.
 */
@NullMarked
package io.sluice.admin.queue.reconcile;

import org.jspecify.annotations.NullMarked;
