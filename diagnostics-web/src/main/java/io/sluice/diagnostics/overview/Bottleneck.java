package io.sluice.diagnostics.overview;

import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.live.WorkerLoad;
import io.sluice.diagnostics.page.Formats;

/** Names the bottleneck between queue, workers and executions in one sentence. Pure. */
final class Bottleneck {

  private Bottleneck() {}

  static boolean narrow(FleetSnapshot snapshot, WorkerLoad load) {
    return snapshot.known()
        && (snapshot.workers().isEmpty() || (snapshot.queue().depth() > 0 && load.free() == 0));
  }

  static String sentence(FleetSnapshot snapshot, WorkerLoad load) {
    long waiting = snapshot.queue().depth();
    if (!snapshot.known()) {
      return "";
    }
    if (snapshot.workers().isEmpty()) {
      return waiting == 0
          ? "No worker is connected."
          : "No execution runs: no worker is connected, and "
              + Formats.count(waiting, "execution")
              + (waiting == 1 ? " waits." : " wait.");
    }
    if (waiting > 0 && load.free() == 0) {
      return "Workers are full: %s of %s slots%s."
          .formatted(
              Formats.count(load.taken()),
              Formats.count(load.slots()),
              load.stuckInSlots() == 0
                  ? ""
                  : ", " + Formats.count(load.stuckInSlots()) + " of them stuck");
    }
    if (waiting > 0) {
      return "%s, and %s free: see why each one waits."
          .formatted(
              Formats.count(waiting, "execution") + (waiting == 1 ? " waits" : " wait"),
              load.free() == 1 ? "1 slot is" : Formats.count(load.free()) + " slots are");
    }
    return "No bottleneck: %s of %s slots in use, 0 waiting."
        .formatted(Formats.count(load.taken()), Formats.count(load.slots()));
  }
}
