/**
 * Classifies stuck executions by samples of their threads, for the process itself and for its
 * orchestrator, and names the error types of Sluice. Pure; called by any thread.
 */
@NullMarked
package io.sluice.diagnosis;

import org.jspecify.annotations.NullMarked;
