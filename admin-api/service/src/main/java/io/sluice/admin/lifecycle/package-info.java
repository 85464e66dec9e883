/**
 * Clocks, and loops with a virtual thread each and a backoff after failures. Start and stop run on
 * the thread that starts the service.
 */
@NullMarked
package io.sluice.admin.lifecycle;

import org.jspecify.annotations.NullMarked;
