/**
 * What is asked of the system, and what it answered. The plan is pure; each request runs on a
 * virtual thread of its own, so that arrivals never wait for answers.
 */
@NullMarked
package io.sluice.chaos.load;

import org.jspecify.annotations.NullMarked;
