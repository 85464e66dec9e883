/**
 * Slots, executions, the cancel ladder and the loop that owns them. The loop thread runs it;
 * workflow code runs in one fresh thread for each execution and reports by event.
 */
@NullMarked
package io.sluice.process.execution;

import org.jspecify.annotations.NullMarked;
