/**
 * Outcomes and log lines of executions on their way to Redis, each kept until it is stored: one
 * sending thread for outcomes and one for log lines.
 */
@NullMarked
package io.sluice.orchestrator.results;

import org.jspecify.annotations.NullMarked;
