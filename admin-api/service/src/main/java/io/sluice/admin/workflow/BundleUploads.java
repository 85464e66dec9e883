package io.sluice.admin.workflow;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;

/**
 * Registers uploaded jars, at most two at a time, because each is held in memory while it is read
 * and stored. Blocks the caller.
 */
@Singleton
final class BundleUploads {

  private static final int MAX_CONCURRENT = 2;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final BundleRegistrar registrar;
  private final Semaphore permits = new Semaphore(MAX_CONCURRENT);

  BundleUploads(BundleRegistrar registrar) {
    this.registrar = registrar;
  }

  /**
   * Registers a jar.
   *
   * @throws ProblemException if the jar is invalid, or too many uploads run
   */
  BundleRegistrar.Registration take(Path file, String who) {
    if (!permits.tryAcquire()) {
      throw new ProblemException(
          ProblemType.TOO_MANY.problem(
              "Too many uploads at the same time. Retry-After says when to try again."),
          RETRY_AFTER);
    }
    try {
      if (Files.size(file) > BundleReader.MAX_BYTES) {
        throw new InvalidBundle("it has more than 64 MiB");
      }
      byte[] jar = Files.readAllBytes(file);
      return registered(jar, who);
    } catch (InvalidBundle e) {
      throw refused(e, "unread", who);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      permits.release();
    }
  }

  private BundleRegistrar.Registration registered(byte[] jar, String who) {
    try {
      return registrar.upload(BundleReader.read(jar), who);
    } catch (InvalidBundle e) {
      throw refused(e, BundleReader.sha256(jar), who);
    }
  }

  private ProblemException refused(InvalidBundle e, String sha256, String who) {
    String why = Objects.requireNonNull(e.getMessage());
    registrar.refused(who, sha256, why);
    return new ProblemException(
        ProblemType.BAD_BUNDLE.problem("The jar is refused: " + why + ". Nothing has changed."));
  }
}
