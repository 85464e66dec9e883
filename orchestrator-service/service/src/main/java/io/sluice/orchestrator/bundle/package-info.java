/**
 * Bundles on the disk of this worker, fetched from Redis when an execution needs one; fetching runs
 * on virtual threads.
 */
@NullMarked
package io.sluice.orchestrator.bundle;

import org.jspecify.annotations.NullMarked;
