/**
 * The whole system on one machine: {@code up} starts it and ends it, in the thread that called it.
 * Signals\n * come on threads of their own and only ask the main thread to stop.
 */
@NullMarked
package io.sluice.local;

import org.jspecify.annotations.NullMarked;
