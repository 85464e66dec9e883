package io.sluice.process.execution;

import io.sluice.protocol.FromProcess;

/** Port to the orchestrator over the link. Only the loop thread calls it. */
public interface Orchestrator {
  /** Sends a message; the generation is added. Never blocks and never drops. */
  void send(FromProcess.Builder message);

  /** Returns true if the stream takes messages that may be dropped. */
  boolean isReady();

  /** Notes that a message from the orchestrator was handled, so that another one may come. */
  void handled();

  /** Returns the number of messages dropped in either direction since the start. */
  long dropped();

  /** Closes the sending side, and waits shortly until the orchestrator has received all. */
  void closeSending();

  /**
   * Closes the sending side, waits shortly for the orchestrator, and ends the process with {@code
   * DRAINED}.
   */
  void exit();
}
