/**
 * Cancels executions. Runs on the virtual thread of the request; one loop repeats requests without
 * an effect.
 */
@NullMarked
package io.sluice.admin.execution.cancel;

import org.jspecify.annotations.NullMarked;
