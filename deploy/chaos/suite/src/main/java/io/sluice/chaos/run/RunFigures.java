package io.sluice.chaos.run;

import io.sluice.chaos.check.Invariant;
import io.sluice.chaos.check.InvariantResult;
import io.sluice.chaos.check.RunRecord;
import io.sluice.chaos.load.Answers;
import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.chaos.nemesis.FaultCatalog;
import io.sluice.chaos.nemesis.FaultResult;
import io.sluice.chaos.nemesis.FaultResult.Landing;
import io.sluice.chaos.run.Recovery.DurationSummary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The figures of a run as a Markdown table (docs/reliability.md). */
final class RunFigures {
  private final StringBuilder table = new StringBuilder("| figure | value |\n| --- | --- |\n");

  private RunFigures() {}

  static String table(RunRecord record, List<InvariantResult> findings, Answers answers) {
    var figures = new RunFigures();
    figures.counts(record, findings);
    figures.times(record);
    figures.row("answers", words(answers.counts()));
    figures.results(record);
    FaultCatalog.skipped().forEach((row, why) -> figures.row("row " + row + " skipped", why));
    return figures.table.toString();
  }

  private void counts(RunRecord record, List<InvariantResult> findings) {
    row("accepted", record.requests().accepted().size());
    row("accepted and lost, or changed", offenders(findings, Invariant.I1));
    row("outcomes recorded twice or out of turn", offenders(findings, Invariant.I2));
    row("late results refused", record.recorded().refused());
    row("healthy executions killed", offenders(findings, Invariant.I5));
    long executions =
        record.observed().runs().stream().map(run -> run.execution()).distinct().count();
    row(
        "attempts per execution that started",
        executions == 0
            ? "none"
            : String.format(
                Locale.ROOT, "%.3f", (double) record.observed().runs().size() / executions));
  }

  private static int offenders(List<InvariantResult> findings, Invariant invariant) {
    return findings.stream()
        .filter(finding -> finding.invariant() == invariant)
        .mapToInt(finding -> finding.offenders().size())
        .sum();
  }

  private void times(RunRecord record) {
    var recovery = new Recovery(record);
    row("work of a lost worker starts elsewhere", recovery.ofWorkers().inWords());
    row("work of a lost process starts again", recovery.ofProcesses().inWords());
    row("Redis wiped: what waited starts", recovery.ofWipes().inWords());
    row("no ACTIVE process after a crash of it", recovery.gaps().inWords());
    row("accepted to recorded, short work", recorded(record).inWords());
  }

  private static DurationSummary recorded(RunRecord record) {
    return DurationSummary.of(
        record.requests().accepted().values().stream()
            .filter(accepted -> accepted.share() == Share.SHORT)
            .flatMap(
                accepted ->
                    Optional.ofNullable(record.recorded().executions().get(accepted.id()))
                        .flatMap(
                            row -> row.recordedAt().map(at -> Math.max(0, at - accepted.atNanos())))
                        .stream())
            .toList());
  }

  private void results(RunRecord record) {
    Map<Integer, Map<Landing, Integer>> rows = new TreeMap<>();
    for (FaultResult result : record.faults().results()) {
      rows.computeIfAbsent(result.row(), _ -> new TreeMap<>())
          .merge(result.landing(), 1, Integer::sum);
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
