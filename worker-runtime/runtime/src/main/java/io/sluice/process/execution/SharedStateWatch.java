package io.sluice.process.execution;

import io.sluice.process.jvmstate.SharedState.StateChange;
import io.sluice.process.jvmstate.SharedStates;
import io.sluice.workflow.LogLevel;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Restores the shared state of the JVM after each execution, and every second while several run,
 * and reports changes to the executions that may have made them. An execution without others in its
 * process may use its JVM freely until it ends. Owned by the loop thread.
 */
final class SharedStateWatch {
  private static final int MAX_CANDIDATES = 32;

  private final LeftThreads leftThreads;
  private @Nullable SharedStates states;

  SharedStateWatch(LeftThreads leftThreads) {
    this.leftThreads = leftThreads;
  }

  void begin(SharedStates first) {
    states = first;
  }

  void checkWhileSeveralRun(Collection<RunningExecution> running) {
    if (running.size() > 1) {
      check(running);
    }
  }

  /**
   * @param present executions that run or have just ended
   */
  void check(Collection<RunningExecution> present) {
    if (states == null) {
      return;
    }
    for (var change : states.putBack()) {
      var found = new SharedStateFound(change, candidates(present));
      present.forEach(execution -> report(execution, found));
    }
  }

  private List<String> candidates(Collection<RunningExecution> present) {
    return Stream.concat(
            present.stream().map(execution -> execution.request().attempt().getExecutionId()),
            leftThreads.owners().stream())
        .distinct()
        .limit(MAX_CANDIDATES)
        .toList();
  }

  private static void report(RunningExecution execution, SharedStateFound found) {
    execution.log().add(LogLevel.WARN, words(found.change(), found.candidates().size() - 1));
    execution.foundShared(found);
  }

  static String words(StateChange change, int others) {
    return (others == 0
            ? "This execution changed " + change.words()
            : String.format(
                Locale.ROOT,
                "While this execution and %d others ran, this was changed: %s",
                others,
                change.words()))
        + (change.putBack()
            ? ". It belongs to the whole JVM and was put back."
            : ". It belongs to the whole JVM and cannot be put back: the process is replaced.");
  }

  /**
   * A change of the shared state of the JVM.
   *
   * @param candidates ids of the executions that may have made it
   */
  record SharedStateFound(StateChange change, List<String> candidates) {}
}
