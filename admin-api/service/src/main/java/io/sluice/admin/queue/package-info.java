/** The loops of the queue, started and stopped in order. */
@NullMarked
package io.sluice.admin.queue;

import org.jspecify.annotations.NullMarked;
