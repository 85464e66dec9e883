/**
 * Brings accepted rows into Redis and keeps the queue incarnation. One virtual thread each for
 * direct enqueueing, publishing and keeping.
 */
@NullMarked
package io.sluice.admin.queue;

import org.jspecify.annotations.NullMarked;
