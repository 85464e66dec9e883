/**
 * End of a process: exit codes, the lifeline on standard input, the watchdog for the orchestrator
 * and the watchdog for the shutdown. Raw daemon threads run it; they take no lock and belong to no
 * pool.
 */
@NullMarked
package io.sluice.process.life;

import org.jspecify.annotations.NullMarked;
