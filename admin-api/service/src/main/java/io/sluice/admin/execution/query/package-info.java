/** Lists and shows executions. Runs on the virtual thread of the request. */
@NullMarked
package io.sluice.admin.execution.query;

import org.jspecify.annotations.NullMarked;
