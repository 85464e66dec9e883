package io.sluice.diagnostics.live;

import java.time.Instant;

/** The status of the connection to admin-api's live stream. */
public sealed interface StreamStatus {

  /** Frames arrive. */
  record Live(Instant since) implements StreamStatus {}

  /**
   * No frames arrive.
   *
   * @param since time of the loss; of the first attempt if there has never been a frame
   * @param why a sentence for a person, without an address
   * @param retryAt time of the next attempt
   */
  record Lost(Instant since, String why, Instant retryAt) implements StreamStatus {}
}
