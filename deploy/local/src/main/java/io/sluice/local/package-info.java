/**
 * The whole system on one machine: {@code up} starts and stops it, in the thread that called it.
 * Signals arrive on other threads and only ask the main thread to stop.
 */
@NullMarked
package io.sluice.local;

import org.jspecify.annotations.NullMarked;
