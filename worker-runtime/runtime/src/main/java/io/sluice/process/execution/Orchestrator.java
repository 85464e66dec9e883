package io.sluice.process.execution;

import io.sluice.protocol.FromProcess;

/** The port to the other side of the link. Only the loop thread calls it. */
public interface Orchestrator {
  /** Sends; the generation is added. Never blocks and never drops. */
  void send(FromProcess.Builder message);

  /** Whether the stream takes messages that may be dropped. */
  boolean isReady();

  /** One message from the orchestrator was handled: another one may come. */
  void handled();

  /** Messages that were dropped on either way, counted since the start. */
  long dropped();

  /** Says no more, and waits shortly until the other side has heard all. */
  void sayNoMore();

  /** Says no more, waits shortly for the other side, and ends the process with {@code DRAINED}. */
  void leave();
}
