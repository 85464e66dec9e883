/** Accepts executions. Runs on the virtual thread of the request. */
@NullMarked
package io.sluice.admin.execution.submit;

import org.jspecify.annotations.NullMarked;
