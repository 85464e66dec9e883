/** What a worker says about itself: its registration and heartbeat. Runs on the caller's thread. */
@NullMarked
package io.sluice.registration;

import org.jspecify.annotations.NullMarked;
