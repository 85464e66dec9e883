package io.sluice.diagnostics.overview;

import io.sluice.diagnostics.live.Load;
import io.sluice.diagnostics.live.Picture;
import io.sluice.diagnostics.words.Words;

/** Where the way of an execution is narrow, in one sentence. Pure. */
final class Bottleneck {

  private Bottleneck() {}

  static boolean narrow(Picture picture, Load load) {
    return picture.known()
        && (picture.workers().isEmpty() || (picture.queue().depth() > 0 && load.free() == 0));
  }

  static String sentence(Picture picture, Load load) {
    long waiting = picture.queue().depth();
    if (!picture.known()) {
      return "";
    }
    if (picture.workers().isEmpty()) {
      return waiting == 0
          ? "No worker is connected."
          : "Nothing runs: no worker is connected, and "
              + Words.count(waiting, "execution")
              + (waiting == 1 ? " waits." : " wait.");
    }
    if (waiting > 0 && load.free() == 0) {
      return "Workers are full: %s of %s slots%s."
          .formatted(
              Words.count(load.taken()),
              Words.count(load.slots()),
              load.stuckInSlots() == 0
                  ? ""
                  : ", " + Words.count(load.stuckInSlots()) + " of them stuck");
    }
    if (waiting > 0) {
      return "%s, and %s free: see why each one waits."
          .formatted(
              Words.count(waiting, "execution") + (waiting == 1 ? " waits" : " wait"),
              load.free() == 1 ? "1 slot is" : Words.count(load.free()) + " slots are");
    }
    return "Nothing is narrow: %s of %s slots are taken and nobody waits."
        .formatted(Words.count(load.taken()), Words.count(load.slots()));
  }
}
