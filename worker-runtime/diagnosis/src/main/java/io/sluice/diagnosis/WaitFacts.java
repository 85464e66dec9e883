package io.sluice.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * Facts about the wait of a thread that its stack does not show.
 *
 * @param interrupted true if an interrupt is pending, so that the thread ignores it or cannot see
 *     it
 * @param waits number of times that the thread has begun to wait or was blocked; negative if
 *     unknown
 * @param blocker object that it waits for; null if there is none, or it is unknown
 * @param kernel system call in which the kernel has it; null if unknown
 */
public record WaitFacts(
    boolean interrupted, long waits, @Nullable Blocker blocker, @Nullable SystemCall kernel) {
  /** Nothing is known. */
  public static final WaitFacts NONE = new WaitFacts(false, -1, null, null);
}
