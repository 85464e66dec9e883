package io.sluice.admin.bundle;

import io.sluice.admin.problem.ProblemException;
import io.sluice.admin.problem.ProblemType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;

/**
 * Takes uploaded jars, two at a time: each is in memory as a whole while it is read and stored. The
 * caller waits.
 */
@Singleton
final class Uploads {

  private static final int AT_ONCE = 2;
  private static final Duration LATER = Duration.ofSeconds(10);

  private final Registrar registrar;
  private final Semaphore room = new Semaphore(AT_ONCE);

  Uploads(Registrar registrar) {
    this.registrar = registrar;
  }

  /**
   * Registers a jar.
   *
   * @throws ProblemException when it is a bad one, or others are being read now
   */
  Registrar.Registration take(Path file, String who) {
    if (!room.tryAcquire()) {
      throw new ProblemException(
          ProblemType.TOO_MANY.problem(
              "Other bundles are being read now. Wait as long as Retry-After says."),
          LATER);
    }
    try {
      if (Files.size(file) > BundleReader.MOST_BYTES) {
        throw new BadBundle("it has more than 64 MiB");
      }
      byte[] jar = Files.readAllBytes(file);
      return registered(jar, who);
    } catch (BadBundle e) {
      throw refused(e, "unread", who);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      room.release();
    }
  }

  private Registrar.Registration registered(byte[] jar, String who) {
    try {
      return registrar.upload(BundleReader.read(jar), who);
    } catch (BadBundle e) {
      throw refused(e, BundleReader.sha256(jar), who);
    }
  }

  private ProblemException refused(BadBundle e, String sha256, String who) {
    String why = Objects.requireNonNull(e.getMessage());
    registrar.refused(who, sha256, why);
    return new ProblemException(
        ProblemType.BAD_BUNDLE.problem("The jar is refused: " + why + ". Nothing has changed."));
  }
}
