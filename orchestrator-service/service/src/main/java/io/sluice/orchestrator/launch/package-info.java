/**
 * Processes of the operating system: how they start, what they print, how they are ended and why
 * they ended. Pids and {@code java.lang.Process} stay in here; launches run on the caller's thread,
 * exits are reported by the JVM's own.
 */
@NullMarked
package io.sluice.orchestrator.launch;

import org.jspecify.annotations.NullMarked;
