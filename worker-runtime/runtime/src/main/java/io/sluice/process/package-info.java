/**
 * The worker-runtime process: its main, its arguments, and how its parts are put together. The main
 * thread starts everything and waits.
 */
@NullMarked
package io.sluice.process;

import org.jspecify.annotations.NullMarked;
