package io.sluice.chaos.workflows;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;

/** Healthy work that detects effects of its neighbours on the JVM: locale, output, interrupts. */
@WorkflowDefinition(
    name = "chaos-neighbour",
    description = "Healthy and long: prints numbered lines and watches the default locale.",
    maxRetries = 2,
    idempotent = true)
public final class NeighbourWork implements Workflow<NeighbourWork.Input, NeighbourWork.Seen> {
  private static final long BEAT_MS = 250;

  /**
   * The input.
   *
   * @param ledger absolute path of the ledger
   * @param ms milliseconds of work
   */
  public record Input(String ledger, long ms) {}

  /**
   * The observed effects.
   *
   * @param lines number of numbered lines that it printed, from 1 on
   * @param wrongMs longest continuous time with another default locale than the first one
   * @param atEnd {@code TITLE} in lower case and 1.5, formatted with the default locale at its end
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

  /** Waits. An interrupt without a cancel comes from a neighbour. */
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
