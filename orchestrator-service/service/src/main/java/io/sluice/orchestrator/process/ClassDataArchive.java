package io.sluice.orchestrator.process;

import io.sluice.orchestrator.fleet.KillReason;
import io.sluice.orchestrator.process.ProcessLauncher.LaunchShape;
import io.sluice.queue.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Class-data archive that makes a process start about twice as fast. Only a training launch writes
 * it, once, before any bundle is known, because its content is trusted code.
 */
public final class ClassDataArchive {
  private static final Logger LOG = Logger.getLogger(ClassDataArchive.class);

  /**
   * Generation of a training launch, which never serves; no serving process reaches this number.
   */
  public static final long TRAINING_GENERATION = Long.MAX_VALUE;

  private static final int HASH_DIGITS = 16;

  private ClassDataArchive() {}

  /**
   * Returns the archive to use: the one that an image brings beside the jars if it fits exactly
   * these jars and this JVM, else the one in the state folder, existing or not.
   */
  static Path choose(Path runtimeFolder, Path stateFolder, List<Path> classPath, String jvmVersion)
      throws IOException {
    Path brought = fileFor(runtimeFolder, classPath, jvmVersion);
    return Files.isRegularFile(brought) ? brought : fileFor(stateFolder, classPath, jvmVersion);
  }

  /**
   * Returns the path of the archive for exactly these jars and this JVM, existing or not. Times of
   * jars count in seconds, as for the JVM, because layers of images keep no more.
   */
  public static Path fileFor(Path folder, List<Path> classPath, String jvmVersion)
      throws IOException {
    var key = new StringBuilder(jvmVersion);
    for (Path jar : classPath) {
      key.append('\n').append(jar).append(' ').append(Files.size(jar));
      key.append(' ').append(Files.getLastModifiedTime(jar).to(TimeUnit.SECONDS));
    }
    return folder.resolve(
        "runtime-" + Hashes.sha256(key.toString()).substring(0, HASH_DIGITS) + ".jsa");
  }

  /**
   * Writes the archive unless it exists: one process starts, passes its start check, exits in order
   * and writes it. If that fails, processes start without it, only slower.
   *
   * @param trainer launches processes that write the archive when they exit
   */
  public static void train(
      Path archive, ProcessLauncher trainer, String token, Path socket, Duration timeout)
      throws IOException, InterruptedException {
    if (Files.exists(archive)) {
      return;
    }
    LaunchedProcess process =
        trainer.launch(TRAINING_GENERATION, new LaunchShape(1, false), token, socket);
    try {
      ProcessExit exit =
          process.exit().toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (exit.code() == 0 && Files.exists(archive)) {
        LOG.infof("The class-data archive was written: %s", archive);
      } else {
        Files.deleteIfExists(archive);
        LOG.warnf("No class-data archive was written, starts are slower: %s", exit.inWords());
      }
    } catch (TimeoutException | ExecutionException e) {
      process.kill(KillReason.ordered("It was killed because its training took too long."));
      LOG.warnf("The training process did not end in time, starts are slower: %s", e.getMessage());
    }
  }
}
