package io.sluice.chaos.run;

import io.sluice.chaos.check.Facts;
import io.sluice.chaos.load.Answers;
import io.sluice.chaos.nemesis.Strike;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The figures of chaos testing, section 7, as a Markdown table. */
final class Figures {
  private final StringBuilder table = new StringBuilder("| figure | value |\n| --- | --- |\n");

  private Figures() {}

  static String table(Facts facts, Answers answers) {
    var figures = new Figures();
    figures.row("accepted", facts.accepted().size());
    figures.row("answers", answers.counts());
    figures.strikes(facts);
    return figures.table.toString();
  }

  private void strikes(Facts facts) {
    Map<Integer, Map<Strike.Landing, Integer>> rows = new TreeMap<>();
    for (var strike : facts.strikes()) {
      rows.computeIfAbsent(strike.row(), _ -> new TreeMap<>())
          .merge(strike.landing(), 1, Integer::sum);
    }
    rows.forEach(
        (row, landings) -> row("row " + row, landings.toString().toLowerCase(Locale.ROOT)));
  }

  private void row(String name, Object value) {
    table.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }
}
