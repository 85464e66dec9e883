/** Accepts, finds, shows and cancels executions. Runs on the virtual thread of the request. */
@NullMarked
package io.sluice.admin.execution;

import org.jspecify.annotations.NullMarked;
