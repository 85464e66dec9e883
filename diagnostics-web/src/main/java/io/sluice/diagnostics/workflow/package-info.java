/**
 * Registered workflows, the statistics of their executions, rollbacks, and the blacklist. Runs on
 * the virtual threads of requests.
 */
@NullMarked
package io.sluice.diagnostics.workflow;

import org.jspecify.annotations.NullMarked;
