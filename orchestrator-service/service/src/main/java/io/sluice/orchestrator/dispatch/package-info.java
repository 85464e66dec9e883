/**
 * Assigns executions to the slots of processes: slots, waiting executions, and their ends. Called
 * by many threads; {@link io.sluice.orchestrator.dispatch.Dispatcher} guards the state.
 */
@NullMarked
package io.sluice.orchestrator.dispatch;

import org.jspecify.annotations.NullMarked;
