/**
 * Slots, executions with their spans, the cancel ladder and the loop that owns them. The loop
 * thread runs it; code of a workflow runs in a fresh thread for each execution and reports by
 * event.
 */
@NullMarked
package io.sluice.process.execution;

import org.jspecify.annotations.NullMarked;
