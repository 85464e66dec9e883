package io.sluice.chaos.workflows;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;

/** Healthy work that notices what its neighbours do to the JVM: locale, output, interrupts. */
@WorkflowDefinition(
    name = "chaos-neighbour",
    description = "Healthy and long: prints numbered lines and watches the default locale.",
    maxRetries = 2,
    idempotent = true)
public final class NeighbourWork implements Workflow<NeighbourWork.Input, NeighbourWork.Seen> {
  private static final long BEAT_MS = 250;

  /**
   * What an execution is given.
   *
   * @param ledger absolute path of the ledger
   * @param ms milliseconds of work
   */
  public record Input(String ledger, long ms) {}

  /**
   * What it saw.
   *
   * @param lines how many numbered lines it printed, from 1 on
   * @param wrongMs longest time in a row that the default locale was not the first one
   * @param atEnd {@code TITLE} in lower case and 1.5, as the default locale writes them at its end
   */
  public record Seen(int lines, long wrongMs, String atEnd) {}

  @Override
  public Seen run(Input input, WorkflowContext context) throws IOException, InterruptedException {
    try (var ledger = Ledger.open(input.ledger(), context)) {
      ledger.start();
      int lines = 0;
      long wrong = 0;
      long longestWrong = 0;
      for (long left = input.ms(); left > 0; left -= BEAT_MS) {
        pause(Math.min(left, BEAT_MS), context, ledger);
        ledger.beat();
        lines++;
        System.out.println("line " + lines);
        wrong = text().equals("title 1.5") ? 0 : wrong + BEAT_MS;
        longestWrong = Math.max(longestWrong, wrong);
      }
      ledger.end("normal");
      return new Seen(lines, longestWrong, text());
    }
  }

  /** An interrupt without a cancel is a neighbour's. */
  private static void pause(long ms, WorkflowContext context, Ledger ledger)
      throws IOException, InterruptedException {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException told) {
      if (context.isCancelled()) {
        ledger.end("interrupted");
        throw told;
      }
    }
  }

  @SuppressWarnings({"DefaultLocale", "StringCaseLocaleUsage"}) // That is what it looks at.
  private static String text() {
    return "TITLE".toLowerCase() + String.format(" %.1f", 1.5);
  }
}
