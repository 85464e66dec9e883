/**
 * Collects evidence, from outside, about a process that crashed or does not answer. Collecting runs
 * on virtual threads and is bounded in time; the conclusions are pure.
 */
@NullMarked
package io.sluice.orchestrator.diagnosis;

import org.jspecify.annotations.NullMarked;
