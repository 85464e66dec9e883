/**
 * Runs ended executions again by command of a person: one, dead letters, or all that a filter
 * matches. Runs on the virtual thread of the request; one loop carries out bulk operations.
 */
@NullMarked
package io.sluice.admin.execution.retry;

import org.jspecify.annotations.NullMarked;
