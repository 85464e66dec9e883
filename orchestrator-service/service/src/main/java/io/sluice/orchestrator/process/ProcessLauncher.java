package io.sluice.orchestrator.process;

import java.io.IOException;
import java.nio.file.Path;

/** Starts processes. */
public interface ProcessLauncher {

  /**
   * Starts one process and passes its token on standard input.
   *
   * @param shape requirements of its execution model
   * @throws IOException if the operating system refuses
   */
  LaunchedProcess launch(long generation, LaunchShape shape, String token, Path socket)
      throws IOException;
}
