/**
 * Processes of the operating system: their start, their output, their end and its cause. Pids and
 * {@code java.lang.Process} stay in here; launches run on the thread of the caller, exits are
 * reported by threads of the JVM.
 */
@NullMarked
package io.sluice.orchestrator.launch;

import org.jspecify.annotations.NullMarked;
