/**
 * How executions come from Redis and how their outcomes go back: one claiming thread, one
 * completing thread, a renewer and a reaper.
 */
@NullMarked
package io.sluice.orchestrator.intake;

import org.jspecify.annotations.NullMarked;
