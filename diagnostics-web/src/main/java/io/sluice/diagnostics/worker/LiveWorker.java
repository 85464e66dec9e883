package io.sluice.diagnostics.worker;

import io.sluice.diagnostics.live.LivePage;
import io.sluice.diagnostics.live.Section;
import jakarta.inject.Singleton;
import java.util.List;

/** The live section of {@code /live/worker.{id}}: one worker. */
@Singleton
class LiveWorker implements LivePage {

  @Override
  public String name() {
    return "worker";
  }

  @Override
  public List<Section> sections(String of) {
    return List.of(new WorkerSections.One(of));
  }
}
