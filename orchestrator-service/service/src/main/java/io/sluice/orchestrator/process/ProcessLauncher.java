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

  /**
   * Requirements of an execution model for a JVM.
   *
   * @param slots number of executions in it at the same time
   * @param shortLived true if it runs one execution only: its life is too short for the optimizing
   *     compiler
   */
  public record LaunchShape(int slots, boolean shortLived) {}
}
