package io.sluice.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
  private final OpenFiles files = new OpenFiles();

  @Test
  void growthNamesTheWorkflowsThatRanMeanwhile() {
    files.check(40, List.of());
    files.started("leaks");
    files.started("sleeps");
    assertThat(files.check(70, List.of("sleeps"))).isEmpty();
    assertThat(files.check(110, List.of("sleeps")))
        .contains(
            "Open files of the process grew from 40 to 110 while these workflows ran: leaks, sleeps.");
  }

  @Test
  void onlyWhatStillRunsIsNamedForTheNextGrowth() {
    files.check(40, List.of());
    files.started("leaks");
    files.check(110, List.of("sleeps"));
    assertThat(files.check(200, List.of()))
        .hasValueSatisfying(w -> assertThat(w).contains("sleeps"));
    assertThat(files.check(220, List.of())).isEmpty();
  }

  @Test
  void whatIsClosedAgainIsNoGrowth() {
    files.check(40, List.of());
    assertThat(files.check(90, List.of())).isEmpty();
    assertThat(files.check(40, List.of())).isEmpty();
    assertThat(files.check(100, List.of())).isEmpty();
  }

  @Test
  void aProcessIsReplacedBeforeItsLimit() {
    assertThat(OpenFiles.isNearLimit(819, 1_024)).isFalse();
    assertThat(OpenFiles.isNearLimit(820, 1_024)).isTrue();
    assertThat(OpenFiles.isNearLimit(820, -1)).isFalse();
  }
}
