package io.sluice.helm.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsTool(Tool.PROMTOOL)
class PromtoolTest {

  @Test
  void prometheusReadsTheAlerts() throws Exception {
    succeeds(Observed.PROMETHEUS, List.of("check", "rules", Observed.ALERTS.toString()));
  }

  @Test
  void eachAlertFiresWhenItMustAndIsSilentWhenItMust() throws Exception {
    var command = new ArrayList<>(List.of("test", "rules"));
    Observed.alertTests().forEach(file -> command.add(file.toString()));

    succeeds(Observed.PROMETHEUS.resolve("tests"), command);
  }

  @Test
  void prometheusReadsEachExpressionOfADashboard(@TempDir Path folder) throws Exception {
    for (Path dashboard : Observed.dashboards()) {
      Path rules = folder.resolve(dashboard.getFileName() + ".yaml");
      Files.writeString(rules, recording(Observed.expressions(Observed.json(dashboard))));

      succeeds(folder, List.of("check", "rules", rules.toString()));
    }
  }

  /** Rules with these expressions, since promtool checks nothing smaller. */
  private static String recording(List<String> expressions) {
    var rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
    for (int i = 0; i < expressions.size(); i++) {
      String expression = expressions.get(i).replace("$__rate_interval", "1m").replace("'", "''");
      rules.append(
          String.format(
              Locale.ROOT, "      - record: panel_%d\n        expr: '%s'\n", i, expression));
    }
    return rules.toString();
  }

  private static void succeeds(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Tool.Said said = Tool.PROMTOOL.run(folder, command);
    assertThat(said.code()).as("promtool %s%n%s", command, said.text()).isZero();
  }
}
