package io.sluice.orchestrator.process;

import io.sluice.orchestrator.fleet.KillReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the evidence that a process leaves, after its exit and before its directory is removed. */
final class ExitEvidence {
  private static final int MAX_CRASH_LOG = 16 * 1024;

  /**
   * Limit for the end of the output: the pipe ends with its last writer, which may be a grandchild
   * that lives on.
   */
  private static final Duration OUTPUT_TIMEOUT = Duration.ofMillis(500);

  private final Path directory;
  private final OutputDrain output;
  private final OomKills oomKills;
  private final long killsAtLaunch;

  ExitEvidence(Path directory, OutputDrain output, OomKills oomKills) {
    this.directory = directory;
    this.output = output;
    this.oomKills = oomKills;
    this.killsAtLaunch = oomKills.count();
  }

  /**
   * Waits for the last output, at most half a second, and reads the evidence.
   *
   * @param hadChildren true if processes that it had started outlived it
   */
  ProcessExit read(int code, @Nullable KillReason killed, boolean hadChildren) {
    output.awaitEnd(OUTPUT_TIMEOUT);
    boolean byKernel = code == 137 && killed == null && oomKills.explain(killsAtLaunch);
    return new ProcessExit(
        code, killed, output.last(), new ExitArtifacts(crashLog(), byKernel, hadChildren, null));
  }

  private CrashLog crashLog() {
    Path file = directory.resolve("hs_err.log");
    // A workflow may have put a link there, so that a file of the worker appears in its report.
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return CrashLog.NONE;
    }
    try (InputStream log = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return new CrashLog(new String(log.readNBytes(MAX_CRASH_LOG), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new CrashLog("(hs_err.log could not be read: " + e.getMessage() + ")");
    }
  }
}
