/**
 * The invariants: pure functions from the record of a run to results, and the reading of that
 * record when the system is idle.
 */
@NullMarked
package io.sluice.chaos.check;

import org.jspecify.annotations.NullMarked;
