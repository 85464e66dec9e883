package io.sluice.admin.stream;

import java.util.concurrent.CompletionStage;

/** The way to one client. No method waits. */
interface Link {

  /** Ends when the frame was given to the network, or was not. */
  CompletionStage<?> send(String frame);

  void ping();

  /**
   * Closes it.
   *
   * @param reason at most 123 bytes
   */
  void close(int code, String reason);
}
