package io.sluice.admin.stream;

import java.util.concurrent.CompletionStage;

/** Connection to a client. No method blocks. */
interface Link {

  /** Sends a frame; the stage completes when the network has taken or refused it. */
  CompletionStage<?> send(String frame);

  void ping();

  /**
   * Closes the connection.
   *
   * @param reason at most 123 bytes
   */
  void close(int code, String reason);
}
