/**
 * The Redis client behind the queue contract, and the scripts built on it. Runs on the caller's
 * virtual thread, which waits a bounded time.
 */
@NullMarked
package io.sluice.admin.redis;

import org.jspecify.annotations.NullMarked;
