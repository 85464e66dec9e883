/**
 * The worker-runtime process: its main class, its arguments, its link to the orchestrator, and the
 * wiring of its parts. The main thread starts all of them and waits.
 */
@NullMarked
package io.sluice.process;

import org.jspecify.annotations.NullMarked;
