package io.sluice.orchestrator.launch;

import java.io.IOException;
import java.nio.file.Path;

/** Starts processes. */
public interface ProcessLauncher {

  /**
   * Starts one process and hands it its token on standard input.
   *
   * @param shape what its execution model asks of the JVM
   * @throws IOException when the operating system refuses
   */
  LaunchedProcess launch(long generation, LaunchShape shape, String token, Path socket)
      throws IOException;
}
