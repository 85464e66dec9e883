/**
 * The load: requests to the system, and its answers. The plan is pure; each request runs on its own
 * virtual thread, so that arrivals never wait for answers.
 */
@NullMarked
package io.sluice.chaos.load;

import org.jspecify.annotations.NullMarked;
