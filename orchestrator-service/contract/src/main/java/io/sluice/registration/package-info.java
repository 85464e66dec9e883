/** Registration and heartbeat of a worker. Runs on the thread of the caller. */
@NullMarked
package io.sluice.registration;

import org.jspecify.annotations.NullMarked;
