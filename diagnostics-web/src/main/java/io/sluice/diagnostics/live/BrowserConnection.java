package io.sluice.diagnostics.live;

import io.quarkus.websockets.next.CloseReason;
import java.util.concurrent.CompletionStage;

/** The way to one browser. No method waits. */
interface BrowserConnection {

  /** Ends when the frame was given to the network, or was not. */
  CompletionStage<?> send(String frame);

  void close(CloseReason reason);
}
