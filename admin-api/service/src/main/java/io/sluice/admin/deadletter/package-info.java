/**
 * What ended with its budgets spent, and its way back into the queue. Runs on the virtual thread of
 * the request.
 */
@NullMarked
package io.sluice.admin.deadletter;

import org.jspecify.annotations.NullMarked;
