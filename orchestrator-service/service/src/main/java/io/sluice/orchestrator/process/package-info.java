/**
 * Processes of the operating system and the links to them. Pids and {@code java.lang.Process} stay
 * in here. Launches run on the thread of the caller, exits are reported by threads of the JVM,
 * messages arrive on threads of gRPC and are passed on at once.
 */
@NullMarked
package io.sluice.orchestrator.process;

import org.jspecify.annotations.NullMarked;
