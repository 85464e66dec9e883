package io.sluice.local.bench;

import static io.sluice.local.bench.BenchSystem.millis;
import static io.sluice.local.bench.BenchSystem.now;

import io.sluice.local.child.Child;
import io.sluice.local.child.Child.ChildRole;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Executions a second that wait 10 ms each, with four, two and one worker: how far workers add up
 * while CPU is not the limit. Ends three of the four workers.
 */
final class WorkersPart implements Part {
  static final int WORKERS = 4;

  private static final int ROUNDS = 3;
  private static final int OF_ONE_WORKER = 1_000;
  private static final String ITEM = "{\"workflow\":\"sleep\",\"input\":{\"seconds\":0.01}}";

  @Override
  public void measure(BenchSystem system, Figures figures)
      throws IOException, InterruptedException, SQLException {
    for (int workers = WORKERS; workers >= 1; workers /= 2) {
      retain(system, workers);
      rate(system, workers); // warms up
      var rates = new ArrayList<Double>();
      for (int round = 0; round < ROUNDS; round++) {
        rates.add(rate(system, workers));
      }
      figures.higher("waiting 10 ms each, workers: " + workers, "/s", rates);
    }
  }

  private static void retain(BenchSystem system, int workers)
      throws IOException, InterruptedException {
    List<Child> all =
        system.local().children().stream()
            .filter(child -> child.role() == ChildRole.WORKER)
            .toList();
    for (Child worker : all.subList(workers, all.size())) {
      worker.terminate();
      if (!worker.endsWithin(ChildRole.WORKER.patience())) {
        throw new IOException(worker.name() + " did not end");
      }
      system.local().forget(worker);
    }
  }

  private static double rate(BenchSystem system, int workers)
      throws IOException, InterruptedException, SQLException {
    int count = OF_ONE_WORKER * workers;
    Instant start = now();
    for (int i = 0; i < count; i += ThroughputPart.BATCH) {
      system
          .api()
          .post(
              "/api/executions/batch",
              "[" + String.join(",", Collections.nCopies(ThroughputPart.BATCH, ITEM)) + "]")
          .success();
    }
    system.awaitIdle();
    return count / (millis(start, now()) / 1000);
  }
}
