package io.sluice.admin.livestream;

import java.util.concurrent.CompletionStage;

/** Connection to a client. No method blocks. */
interface ClientConnection {

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
