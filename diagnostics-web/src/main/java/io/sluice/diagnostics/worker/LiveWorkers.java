package io.sluice.diagnostics.worker;

import io.sluice.diagnostics.live.LivePage;
import io.sluice.diagnostics.live.Section;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code /live/workers}: the queue and all workers; {@code /live/workers.filtered}: the queue only,
 * because what a filter shows is not pushed (ui, section 1, point 4).
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
