/**
 * What is found out about a process that crashed, or that does not answer, from outside of it.
 * Looking runs on virtual threads and is bounded in time; judging is pure.
 */
@NullMarked
package io.sluice.orchestrator.evidence;

import org.jspecify.annotations.NullMarked;
