package io.sluice.chaos.system;

import java.io.IOException;

/** Signals to processes by pid. */
public enum ProcessSignals {
  KILL,
  STOP,
  CONT,
  TERM,
  QUIT;

  /** Sends it; a pid that is gone is no error. */
  public void to(long pid) throws IOException, InterruptedException {
    new ProcessBuilder("/bin/kill", "-" + name(), Long.toString(pid))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
