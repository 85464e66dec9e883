/**
 * Brings accepted rows into Redis. One virtual thread for the enqueuer and one for the publisher.
 */
@NullMarked
package io.sluice.admin.queue.publish;

import org.jspecify.annotations.NullMarked;
