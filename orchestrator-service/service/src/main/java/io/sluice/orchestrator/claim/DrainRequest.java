package io.sluice.orchestrator.claim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A request to claim nothing more while the worker runs on: a file that is not empty. In Kubernetes
 * it is an annotation of the pod (ADR 25). The file is read at most once a second. Safe for use by
 * many threads.
 */
public final class DrainRequest {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Optional<Path> file;
  private final InstantSource clock;
  private volatile Answer last = new Answer(Instant.MIN, false);

  private record Answer(Instant until, boolean requested) {}

  public DrainRequest(Optional<Path> file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Returns true if this worker shall claim nothing more. */
  public boolean isPresent() {
    if (file.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    if (now.isAfter(last.until)) {
      last = new Answer(now.plus(INTERVAL), requested(file.get()));
    }
    return last.requested;
  }

  /** Returns the reason not to claim, as a sentence; empty if there is none. */
  public String reason() {
    return isPresent()
        ? "It claims nothing more: SLUICE_INTAKE_DRAIN_FILE says that it drains."
        : "";
  }

  private static boolean requested(Path file) {
    try {
      return Files.isReadable(file) && !Files.readString(file).isBlank();
    } catch (IOException e) {
      return false;
    }
  }
}
