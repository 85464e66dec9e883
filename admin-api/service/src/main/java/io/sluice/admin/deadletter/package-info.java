/**
 * Dead letters (executions that failed with their budgets spent) and their way back into the queue.
 * Runs on the virtual thread of the request.
 */
@NullMarked
package io.sluice.admin.deadletter;

import org.jspecify.annotations.NullMarked;
