/**
 * Registered workers, the waiting executions, and commands to workers: a row, the worker's stream,
 * and its answer (docs/queue.md); and on Kubernetes the release generations of workers (ADR 25).
 * Runs on the virtual thread of the request, and on the loops of the sender, of the reader of
 * answers, and of the release generations.
 */
@NullMarked
package io.sluice.admin.worker;

import org.jspecify.annotations.NullMarked;
