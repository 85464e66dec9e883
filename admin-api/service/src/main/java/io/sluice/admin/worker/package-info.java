/**
 * Registered workers, the waiting executions, and commands to workers: a row, the worker's stream,
 * and its answer (docs/queue.md). Runs on the virtual thread of the request, and on the loops of
 * the sender and of the reader of answers.
 */
@NullMarked
package io.sluice.admin.worker;

import org.jspecify.annotations.NullMarked;
