package io.sluice.chaos.check;

import io.sluice.chaos.ledger.Run;
import io.sluice.chaos.ledger.Run.Token;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The runs of the ledger by execution, each in the order of its tokens. */
final class LedgerRuns {
  private final Map<String, List<Run>> byExecution;

  LedgerRuns(List<Run> all) {
    byExecution =
        all.stream()
            .sorted(Comparator.comparing(Run::token).thenComparingLong(Run::start))
            .collect(Collectors.groupingBy(Run::execution));
  }

  List<Run> of(String execution) {
    return byExecution.getOrDefault(execution, List.of());
  }

  /** The first attempt with a higher token that had started before some time. */
  Optional<Run> higher(String execution, Token token, long before) {
    return of(execution).stream()
        .filter(run -> run.token().compareTo(token) > 0 && run.start() < before)
        .findFirst();
  }

  /** The same attempt in another process, later but before some time. */
  Optional<Run> again(Run first, long before) {
    return of(first.execution()).stream()
        .filter(run -> run.token().equals(first.token()) && run.pid() != first.pid())
        .filter(run -> run.start() >= first.start() && run.start() < before)
        .findFirst();
  }
}
