package io.sluice.chaos.workflows;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Hostile: uses up a limited resource of its process, chosen by the input. */
@WorkflowDefinition(name = "chaos-greedy", description = "Hostile: takes threads, forks or files.")
public final class GreedyWork implements Workflow<GreedyWork.Input, Integer> {

  /** The resource; row 18 of the chaos suite. */
  public enum Kind {
    /** Threads that never end. */
    THREADS,
    /** Children that have children. */
    CHILDREN,
    /** Children of a session of their own. */
    DETACHED,
    /** Open files, until there are none; given back at the end. */
    DESCRIPTORS
  }

  /**
   * The input.
   *
   * @param ledger absolute path of the ledger
   * @param count the amount it takes
   * @param sleeps seconds that a child sleeps, which identify it
   */
  public record Input(String ledger, Kind kind, int count, int sleeps) {}

  @Override
  public Integer run(Input input, WorkflowContext context) throws Exception {
    try (var ledger = Ledger.open(input.ledger(), context)) {
      ledger.start();
      try {
        int taken = take(input);
        ledger.end("normal");
        return taken;
      } catch (IOException hostile) {
        ledger.end("threw");
        throw hostile;
      }
    }
  }

  private static int take(Input input) throws IOException {
    var sleep = "sleep " + input.sleeps();
    return switch (input.kind()) {
      case THREADS -> threads(input.count());
      case CHILDREN -> children(input.count(), "sh", "-c", sleep + " & " + sleep);
      case DETACHED -> children(input.count(), "setsid", "sh", "-c", sleep + " & " + sleep);
      case DESCRIPTORS -> files(input.count());
    };
  }

  private static int threads(int count) {
    for (int i = 0; i < count; i++) {
      var thread = new Thread(GreedyWork::stay, "greedy-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    return count;
  }

  private static void stay() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      // Whoever ends the process ends it.
    }
  }

  private static int children(int count, String... command) throws IOException {
    for (int i = 0; i < count; i++) {
      var _ = new ProcessBuilder(command).inheritIO().start();
    }
    return count;
  }

  private static int files(int most) throws IOException {
    List<InputStream> open = new ArrayList<>();
    try {
      while (open.size() < most) {
        open.add(Files.newInputStream(Path.of("/dev/null")));
      }
    } finally {
      for (var file : open) {
        file.close();
      }
    }
    return open.size();
  }
}
