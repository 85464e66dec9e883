/**
 * Which execution is in which process: slots, what waits for one, and what became of it. Called by
 * many threads; {@link io.sluice.orchestrator.dispatch.Dispatcher} guards the state.
 */
@NullMarked
package io.sluice.orchestrator.dispatch;

import org.jspecify.annotations.NullMarked;
