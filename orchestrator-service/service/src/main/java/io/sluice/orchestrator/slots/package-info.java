/**
 * Assigns executions to the slots of processes: slots, waiting executions, and their ends. Called
 * by many threads; {@link io.sluice.orchestrator.slots.SlotScheduler} guards the state.
 */
@NullMarked
package io.sluice.orchestrator.slots;

import org.jspecify.annotations.NullMarked;
