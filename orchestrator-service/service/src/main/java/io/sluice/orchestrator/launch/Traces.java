package io.sluice.orchestrator.launch;

import org.jspecify.annotations.Nullable;

/**
 * What a process left behind beside its code and its output.
 *
 * @param killedByKernel whether the kernel's count of kills for lack of memory rose for it
 * @param hadChildren whether processes that it had started outlived it: one of them may have killed
 *     it
 * @param lastSeen what was seen of it from outside before it was killed, as JSON; null when nobody
 *     looked
 */
public record Traces(
    CrashLog crashLog, boolean killedByKernel, boolean hadChildren, @Nullable String lastSeen) {
  public static final Traces NONE = new Traces(CrashLog.NONE, false, null);

  /** Those of a process without children. */
  public Traces(CrashLog crashLog, boolean killedByKernel, @Nullable String lastSeen) {
    this(crashLog, killedByKernel, false, lastSeen);
  }
}
