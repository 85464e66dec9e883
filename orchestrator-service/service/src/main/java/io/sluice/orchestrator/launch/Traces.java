package io.sluice.orchestrator.launch;

import org.jspecify.annotations.Nullable;

/**
 * What a process left behind beside its code and its output.
 *
 * @param killedByKernel whether the kernel's count of kills for lack of memory rose for it
 * @param lastSeen what was seen of it from outside before it was killed, as JSON; null when nobody
 *     looked
 */
public record Traces(CrashLog crashLog, boolean killedByKernel, @Nullable String lastSeen) {
  public static final Traces NONE = new Traces(CrashLog.NONE, false, null);
}
