/**
 * Orders to workers: a row first, then the worker's stream, then its answer (queue protocol,
 * section 12). Runs on the virtual thread of the request, and on the loops of the sender and of the
 * reader of answers.
 */
@NullMarked
package io.sluice.admin.command;

import org.jspecify.annotations.NullMarked;
