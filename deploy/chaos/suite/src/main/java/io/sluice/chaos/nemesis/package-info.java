/**
 * The faults, and the nemesis that plays them by a schedule. Random parameters are drawn when the
 * schedule is made, never while it runs. Each fault runs on its own thread.
 */
@NullMarked
package io.sluice.chaos.nemesis;

import org.jspecify.annotations.NullMarked;
