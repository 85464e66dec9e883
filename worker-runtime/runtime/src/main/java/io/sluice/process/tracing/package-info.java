/** Spans of executions, which the orchestrator exports. */
@NullMarked
package io.sluice.process.tracing;

import org.jspecify.annotations.NullMarked;
