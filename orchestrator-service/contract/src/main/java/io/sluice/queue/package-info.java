/**
 * Contract of worker and admin-api over the queue: keys, atomic Lua scripts, and records. See
 * docs/queue.md. No client and no thread of its own: calls run on the thread of the caller.
 */
@NullMarked
package io.sluice.queue;

import org.jspecify.annotations.NullMarked;
