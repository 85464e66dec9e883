package io.sluice.diagnostics.worker;

import io.sluice.diagnostics.live.Picture;
import java.time.Instant;
import java.util.List;

/**
 * What is known of one worker.
 *
 * @param cards one; none when it is not registered
 */
record OneWorker(long seq, boolean known, String id, List<WorkerCard> cards) {

  static OneWorker of(Picture picture, String id, Instant now) {
    var seen = picture.workers().get(id);
    return new OneWorker(
        picture.seq(),
        picture.known(),
        id,
        seen == null
            ? List.of()
            : List.of(WorkerCard.of(seen, picture, picture.endings(now), now)));
  }
}
