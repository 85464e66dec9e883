/**
 * The faults of chaos testing, section 3, and who plays them in which order. What a fault does is
 * drawn when the schedule is made, never while it runs. Each fault runs on a thread of its own.
 */
@NullMarked
package io.sluice.chaos.nemesis;

import org.jspecify.annotations.NullMarked;
