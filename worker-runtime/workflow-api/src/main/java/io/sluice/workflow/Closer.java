package io.sluice.workflow;

/**
 * Frees what an execution blocks on: cancels a statement, closes a socket, ends a child process.
 */
@FunctionalInterface
public interface Closer {
  /**
   * Called at most once, by a thread of the process, with 2 s of time. What it throws is written to
   * the dossier.
   */
  void close() throws Exception;
}
