/**
 * Outcomes and log lines of executions on their way to Redis, each kept until it is stored: one
 * sending thread for outcomes and one for log lines; and the spans of attempts on their way to the
 * exporter.
 */
@NullMarked
package io.sluice.orchestrator.results;

import org.jspecify.annotations.NullMarked;
