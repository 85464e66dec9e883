package io.sluice.chaos.run;

import io.sluice.chaos.check.RunRecord;
import io.sluice.chaos.check.InvariantResult;
import io.sluice.chaos.check.Invariant;
import io.sluice.chaos.load.Answers;
import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.chaos.nemesis.FaultCatalog;
import io.sluice.chaos.nemesis.FaultResult;
import io.sluice.chaos.nemesis.FaultResult.Landing;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The figures of a run as a Markdown table (docs/reliability.md). */
final class RunFigures {
  private final StringBuilder table = new StringBuilder("| figure | value |\n| --- | --- |\n");

  private RunFigures() {}

  static String table(RunRecord facts, List<InvariantResult> findings, Answers answers) {
    var figures = new RunFigures();
    figures.counts(facts, findings);
    figures.times(facts);
    figures.row("answers", words(answers.counts()));
    figures.strikes(facts);
    FaultCatalog.skipped().forEach((row, why) -> figures.row("row " + row + " skipped", why));
    return figures.table.toString();
  }

  private void counts(RunRecord facts, List<InvariantResult> findings) {
    row("accepted", facts.accepted().size());
    row("accepted and lost, or changed", offenders(findings, Invariant.I1));
    row("outcomes recorded twice or out of turn", offenders(findings, Invariant.I2));
    row("late results refused", facts.refused());
    row("healthy executions killed", offenders(findings, Invariant.I5));
    long executions = facts.runs().stream().map(run -> run.execution()).distinct().count();
    row(
        "attempts per execution that started",
        executions == 0
            ? "none"
            : String.format(Locale.ROOT, "%.3f", (double) facts.runs().size() / executions));
  }

  private static int offenders(List<InvariantResult> findings, Invariant invariant) {
    return findings.stream()
        .filter(finding -> finding.invariant() == invariant)
        .mapToInt(finding -> finding.offenders().size())
        .sum();
  }

  private void times(RunRecord facts) {
    var recovery = new Recovery(facts);
    row("work of a lost worker starts elsewhere", recovery.ofWorkers().inWords());
    row("work of a lost process starts again", recovery.ofProcesses().inWords());
    row("Redis wiped: what waited starts", recovery.ofWipes().inWords());
    row("no ACTIVE process after a crash of it", recovery.gaps().inWords());
    row("accepted to recorded, short work", recorded(facts).inWords());
  }

  private static DurationSummary recorded(RunRecord facts) {
    return DurationSummary.of(
        facts.accepted().values().stream()
            .filter(accepted -> accepted.share() == Share.SHORT)
            .flatMap(
                accepted ->
                    Optional.ofNullable(facts.recorded().get(accepted.id()))
                        .flatMap(
                            row -> row.recordedAt().map(at -> Math.max(0, at - accepted.atNanos())))
                        .stream())
            .toList());
  }

  private void strikes(RunRecord facts) {
    Map<Integer, Map<Landing, Integer>> rows = new TreeMap<>();
    for (FaultResult strike : facts.strikes()) {
      rows.computeIfAbsent(strike.row(), _ -> new TreeMap<>())
          .merge(strike.landing(), 1, Integer::sum);
    }
    rows.forEach((row, landings) -> row("row " + row, words(landings)));
  }

  private static String words(Map<?, ?> counts) {
    return String.join(
        ", ",
        counts.entrySet().stream()
            .map(each -> each.getKey().toString().toLowerCase(Locale.ROOT) + ": " + each.getValue())
            .toList());
  }

  private void row(String name, Object value) {
    table.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }
}
