/**
 * Redis clients of the queue contract, readers of streams and channels, and the channel of live
 * events. They block the caller's virtual thread for a bounded time.
 */
@NullMarked
package io.sluice.admin.redis;

import org.jspecify.annotations.NullMarked;
