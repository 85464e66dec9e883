package io.sluice.diagnostics.worker;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.live.Section;
import io.sluice.diagnostics.page.Formats;
import java.time.Instant;
import java.util.List;

/** The workers on the overview, one line each, those with problems first. */
public record WorkerLines() implements Section {

  /**
   * The data of the section.
   *
   * @param more empty if all are shown
   */
  record View(long seq, boolean known, List<WorkerCard> workers, String more) {}

  @CheckedTemplate(basePath = "worker")
  static class Templates {
    static native TemplateInstance lines(View view);

    private Templates() {}
  }

  @Override
  public String name() {
    return "lines";
  }

  @Override
  public String render(FleetSnapshot snapshot, Instant now) {
    var all = FleetView.of(snapshot, FleetFilter.NONE, now).workers();
    long more = Math.max(0, all.size() - FleetView.MAX_CARDS);
    var shown = all.stream().limit(FleetView.MAX_CARDS).toList();
    return Templates.lines(
            new View(
                snapshot.seq(),
                snapshot.known(),
                shown,
                more == 0 ? "" : "and " + Formats.count(more) + " more"))
        .render();
  }
}
