/**
 * Lifecycle of the process: exit codes, the lifeline on standard input, the watchdog for the
 * orchestrator, the watchdog for the shutdown, and resource usage. Raw daemon threads run the
 * watchdogs; they take no lock and belong to no pool.
 */
@NullMarked
package io.sluice.process.lifecycle;

import org.jspecify.annotations.NullMarked;
