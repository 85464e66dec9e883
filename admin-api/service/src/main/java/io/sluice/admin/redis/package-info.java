/**
 * Redis clients of the queue contract, and readers of streams and channels. They block the caller's
 * virtual thread for a bounded time.
 */
@NullMarked
package io.sluice.admin.redis;

import org.jspecify.annotations.NullMarked;
