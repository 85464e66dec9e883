package io.sluice.process.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Raises the OOM score of this process above the one of its orchestrator, so that the kernel kills
 * it first when the container is short of memory. Its children inherit the score.
 */
public final class OomScore {
  private static final Path ADJUSTMENT = Path.of("/proc/self/oom_score_adj");
  private static final int RAISE = 500;
  private static final int MAX_SCORE = 1_000;

  private OomScore() {}

  /** Raises it if that is allowed. */
  public static void raise() {
    try {
      int inherited = Integer.parseInt(Files.readString(ADJUSTMENT).strip());
      Files.writeString(ADJUSTMENT, Integer.toString(Math.min(MAX_SCORE, inherited + RAISE)));
    } catch (IOException | NumberFormatException _) {
      // Not Linux, or a container that forbids it: the kernel then chooses by size only.
    }
  }
}
