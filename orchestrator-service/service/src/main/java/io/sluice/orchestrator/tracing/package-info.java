/** Spans of attempts and of their processes. */
@NullMarked
package io.sluice.orchestrator.tracing;

import org.jspecify.annotations.NullMarked;
