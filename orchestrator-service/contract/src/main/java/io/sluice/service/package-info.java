/**
 * Parts of every service: guarded loops, the clock, and log lines on their way to the page and the
 * API. Each guard belongs to the thread that runs in it; the others are safe for many threads.
 */
@NullMarked
package io.sluice.service;

import org.jspecify.annotations.NullMarked;
