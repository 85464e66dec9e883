package io.sluice.orchestrator.process;

import org.jspecify.annotations.Nullable;

/**
 * Evidence that a process left, beside its exit code and its output.
 *
 * @param killedByKernel true if the kernel counted a kill for lack of memory that explains it
 * @param hadChildren true if processes that it had started outlived it: one of them may have killed
 *     it
 * @param lastSeen external snapshot taken before it was killed, as JSON; null if there is none
 */
public record ExitArtifacts(
    CrashLog crashLog, boolean killedByKernel, boolean hadChildren, @Nullable String lastSeen) {
  public static final ExitArtifacts NONE = new ExitArtifacts(CrashLog.NONE, false, null);

  /** Creates the artifacts of a process without children. */
  public ExitArtifacts(CrashLog crashLog, boolean killedByKernel, @Nullable String lastSeen) {
    this(crashLog, killedByKernel, false, lastSeen);
  }
}
