/**
 * All that a worker and the admin-api say to each other over the queue: keys, the atomic Lua steps,
 * and the records that travel (design: queue protocol). No client and no thread of its own: calls
 * run on the caller's thread.
 */
@NullMarked
package io.sluice.queue;

import org.jspecify.annotations.NullMarked;
