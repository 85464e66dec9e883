package io.sluice.helm.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RolloutTest {
  private static final Pattern BOLD = Pattern.compile("\\*\\*([^*]+)\\*\\*");

  /** Checks that the panels named in {@code docs/rollout.md} exist. */
  @Test
  void everyFigureToWatchIsAPanelOfTheDashboard() throws IOException {
    String text = Files.readString(Observed.MODULE.resolve("../../docs/rollout.md"));
    String watched =
        text.substring(text.indexOf("## What to watch"), text.indexOf("## The stages"));
    var panels =
        Observed.json(Observed.DASHBOARDS.resolve("models.json"))
            .path("panels")
            .findValuesAsText("title");

    assertThat(BOLD.matcher(watched).results().map(each -> each.group(1)))
        .isNotEmpty()
        .isSubsetOf(panels);
  }
}
