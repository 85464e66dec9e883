package io.sluice.diagnostics.live;

import java.time.Instant;

/** How it stands with the stream of admin-api. */
public sealed interface StreamStatus {

  /** Frames come. */
  record Live(Instant since) implements StreamStatus {}

  /**
   * None come.
   *
   * @param since when that was noticed; of the first try when there has never been a frame
   * @param why as a sentence for a person, without an address
   * @param retryAt when it is tried again
   */
  record Lost(Instant since, String why, Instant retryAt) implements StreamStatus {}
}
