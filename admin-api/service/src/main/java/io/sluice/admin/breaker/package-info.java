/**
 * Blacklists what keeps getting stuck, and judges probes. Runs on the recorder's thread, in its
 * transaction.
 */
@NullMarked
package io.sluice.admin.breaker;

import org.jspecify.annotations.NullMarked;
