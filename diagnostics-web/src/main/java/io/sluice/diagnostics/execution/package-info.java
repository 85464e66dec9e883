/**
 * Executions: the list with its filters, one execution with its attempts and log, and the orders
 * cancel and retry, for one or for all that a filter fits. Virtual threads of requests.
 */
@NullMarked
package io.sluice.diagnostics.execution;

import org.jspecify.annotations.NullMarked;
