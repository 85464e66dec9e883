package io.sluice.workflow;

/**
 * Ends a blocking call of an execution: cancels a statement, closes a socket, ends a child process.
 */
@FunctionalInterface
public interface Closer {
  /**
   * Called at most once, by a thread of the process, with 2 s of time. An exception is written to
   * the dossier.
   */
  void close() throws Exception;
}
