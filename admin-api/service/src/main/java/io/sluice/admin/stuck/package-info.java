/**
 * Stuck executions, for the breaker and for people. Written by the recorder's thread, read on the
 * virtual thread of the request.
 */
@NullMarked
package io.sluice.admin.stuck;

import org.jspecify.annotations.NullMarked;
