/** The queue, workers and processes, and the orders for them. */
@NullMarked
package io.sluice.diagnostics.worker;

import org.jspecify.annotations.NullMarked;
