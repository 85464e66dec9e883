package io.sluice.diagnostics.worker;

import io.sluice.diagnostics.live.LivePage;
import io.sluice.diagnostics.live.Section;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The live sections of {@code /live/workers}: the queue and all workers. {@code
 * /live/workers.filtered} has the queue only, because a filtered list is not pushed.
 */
@Singleton
class LiveWorkers implements LivePage {

  private static final String FILTERED = "filtered";

  @Override
  public String name() {
    return "workers";
  }

  @Override
  public List<Section> sections(String of) {
    return of.equals(FILTERED)
        ? List.of(new WorkerSections.Queue())
        : List.of(new WorkerSections.Queue(), new WorkerSections.Fleet());
  }
}
