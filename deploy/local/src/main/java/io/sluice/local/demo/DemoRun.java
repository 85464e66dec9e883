package io.sluice.local.demo;

import io.sluice.local.child.Stopwatch;
import io.sluice.local.demo.AdminClient.DemoExecution;
import io.sluice.local.demo.AdminClient.DemoWorker;
import io.sluice.local.demo.MixedLoad.DemoRequest;
import io.sluice.local.demo.ProgressTable.TerminalText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Submits the load, follows it to its end, and prints a summary. For one thread. */
final class DemoRun {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private final AdminClient api;
  private final Screen screen;
  private final int width;
  private final Stopwatch stopwatch = Stopwatch.start();
  private final Map<String, DemoRequest> submitted = new LinkedHashMap<>();
  private final Map<String, DemoExecution> latest = new LinkedHashMap<>();
  private final Map<String, String> states = new LinkedHashMap<>();

  DemoRun(AdminClient api, Screen screen, int width) {
    this.api = api;
    this.screen = screen;
    this.width = width;
  }

  /**
   * Runs it.
   *
   * @param data the folder of small inputs
   * @return true if everything ended as expected
   */
  boolean run(Path data) throws IOException, InterruptedException {
    submit(MixedLoad.first(data));
    var more = true;
    while (!allEnded() && !stopwatch.leftOf(LIMIT).isZero()) {
      look();
      if (more && anyStuck()) {
        submit(MixedLoad.afterwards());
        more = false;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    look();
    return sumUp();
  }

  private void submit(List<DemoRequest> load) throws IOException, InterruptedException {
    for (var submission : load) {
      var id = api.submit(submission);
      submitted.put(id, submission);
      latest.put(id, DemoExecution.submitted(id, submission.workflow()));
    }
    screen.say(
        String.format(Locale.ROOT, "%3d s  submitted %d executions", seconds(), load.size()));
  }

  private void look() throws IOException, InterruptedException {
    for (var known : List.copyOf(latest.values())) {
      if (!known.ended()) {
        follow(api.execution(known.id()));
      }
    }
    var workers = api.workers();
    workers.forEach(worker -> worker.processes().forEach(process -> follow(worker, process)));
    screen.draw(
        ProgressTable.lines(
            seconds(), api.queueDepth(), workers, List.copyOf(latest.values()), width));
  }

  private void follow(DemoExecution now) {
    latest.put(now.id(), now);
    if (now.ended()) {
      screen.say(
          TerminalText.cut(
              String.format(Locale.ROOT, "%3d s%s", seconds(), ProgressTable.line(now)), width));
    }
  }

  private void follow(DemoWorker worker, DemoWorker.ProcessView process) {
    if (!process.state().equals(states.put(worker.id() + process.generation(), process.state()))) {
      screen.say(
          String.format(
              Locale.ROOT,
              "%3d s  process #%d is %s",
              seconds(),
              process.generation(),
              process.state()));
    }
  }

  private boolean allEnded() {
    return latest.values().stream().allMatch(DemoExecution::ended);
  }

  private boolean anyStuck() {
    return latest.values().stream().anyMatch(e -> e.errorType().equals("ExecutionStuck"));
  }

  private boolean sumUp() {
    var wrong = new ArrayList<String>();
    submitted.forEach(
        (id, submission) -> {
          var end = latest.get(id);
          if (end == null || !end.ended() || !end.endedAs(submission.expected())) {
            wrong.add(
                "%s (%s) should have ended as %s and is %s"
                    .formatted(
                        submission.workflow(),
                        id,
                        submission.expected(),
                        end == null ? "unknown" : end.end()));
          }
        });
    screen.say("");
    screen.say(
        String.format(
            Locale.ROOT,
            "%d executions in %d s; %s",
            submitted.size(),
            seconds(),
            wrong.isEmpty()
                ? "every one ended as it should, the one that got stuck and the one that fails too"
                : "not as they should:"));
    wrong.forEach(screen::say);
    return wrong.isEmpty();
  }

  private long seconds() {
    return stopwatch.elapsed().toSeconds();
  }

  /** A text that is redrawn in place on a terminal, and omitted without one. */
  static final class Screen {
    private static final String TO_LINE_ABOVE = "\033[%dF";
    private static final String CLEAR_BELOW = "\033[J";
    private final PrintStream out;
    private final boolean terminal;
    private int drawn;

    Screen(PrintStream out, boolean terminal) {
      this.out = out;
      this.terminal = terminal;
    }

    /** Replaces the text. */
    void draw(List<String> lines) {
      if (terminal) {
        erase();
        lines.forEach(out::println);
        out.flush();
        drawn = lines.size();
      }
    }

    /** Prints a line that stays, above the text. */
    void say(String line) {
      erase();
      out.println(line);
      out.flush();
    }

    private void erase() {
      if (drawn > 0) {
        out.printf(Locale.ROOT, TO_LINE_ABOVE + CLEAR_BELOW, drawn);
        drawn = 0;
      }
    }
  }
}
