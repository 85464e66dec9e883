/** Registered workers and the waiting executions. Runs on the virtual thread of the request. */
@NullMarked
package io.sluice.admin.worker;

import org.jspecify.annotations.NullMarked;
