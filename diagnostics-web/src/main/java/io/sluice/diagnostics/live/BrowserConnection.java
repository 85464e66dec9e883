package io.sluice.diagnostics.live;

import io.quarkus.websockets.next.CloseReason;
import java.util.concurrent.CompletionStage;

/** The connection to one browser. No method waits. */
interface BrowserConnection {

  /** Sends a frame; completes when the network has accepted or refused it. */
  CompletionStage<?> send(String frame);

  void close(CloseReason reason);
}
