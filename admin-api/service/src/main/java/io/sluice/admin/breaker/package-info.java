/**
 * Blacklists workflows that keep getting stuck, and evaluates trial runs. Runs on the recorder's
 * thread, in its transaction.
 */
@NullMarked
package io.sluice.admin.breaker;

import org.jspecify.annotations.NullMarked;
