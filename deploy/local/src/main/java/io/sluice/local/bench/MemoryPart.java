package io.sluice.local.bench;

import static io.sluice.local.bench.BenchSystem.pause;

import io.sluice.local.child.Child.ChildRole;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Memory of a process without and with executions, and of the services. */
final class MemoryPart implements Part {
  private static final int SLOTS = 4;

  @Override
  public void measure(BenchSystem system, Figures figures)
      throws IOException, InterruptedException, SQLException {
    system.api().submitNoop();
    system.awaitIdle();
    long pid = system.activePid();
    double idle = BenchSystem.memory(pid, "Pss");
    figures.lower("process, idle with four slots: PSS", "MB", List.of(idle));
    figures.lower(
        "process, idle with four slots: RSS", "MB", List.of(BenchSystem.memory(pid, "Rss")));
    var ids = new ArrayList<String>();
    for (int i = 0; i < SLOTS; i++) {
      ids.add(system.api().submit("sleep", "{\"seconds\":5}", 60));
    }
    for (String id : ids) {
      BenchSystem.await(
          "it has started",
          Duration.ofMillis(5),
          () -> system.database().startedAt(id).isPresent());
    }
    pause(Duration.ofSeconds(1));
    figures.lower(
        "one more concurrent execution: PSS",
        "MB",
        List.of(Math.max(0, BenchSystem.memory(pid, "Pss") - idle) / SLOTS));
    system.awaitIdle();
    ofServices("at rest").measure(system, figures);
  }

  /**
   * Memory of each service.
   *
   * @param when for the names of the figures
   */
  static Part ofServices(String when) {
    return (system, figures) -> {
      for (var child : system.local().children()) {
        if (child.role() != ChildRole.POSTGRES && child.role() != ChildRole.REDIS) {
          figures.lower(
              child.name() + " " + when + ": RSS",
              "MB",
              List.of(BenchSystem.memory(child.pid(), "Rss")));
        }
      }
    };
  }
}
