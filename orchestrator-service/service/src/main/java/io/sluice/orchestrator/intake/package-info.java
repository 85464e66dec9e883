/**
 * Claims executions from Redis and sends their outcomes back: one claiming thread, one sending
 * thread, a lease renewer and a lease reaper.
 */
@NullMarked
package io.sluice.orchestrator.intake;

import org.jspecify.annotations.NullMarked;
