/**
 * Claims executions from Redis, prepares them and starts them, and keeps their leases: one claiming
 * thread, a lease renewer and a lease reaper. Bundles are fetched on virtual threads.
 */
@NullMarked
package io.sluice.orchestrator.claim;

import org.jspecify.annotations.NullMarked;
