package io.sluice.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
  private final OpenFiles files = new OpenFiles();

  @Test
  void growthNamesTheWorkflowsThatRanMeanwhile() {
    files.look(40, List.of());
    files.started("leaks");
    files.started("sleeps");
    assertThat(files.look(70, List.of("sleeps"))).isEmpty();
    assertThat(files.look(110, List.of("sleeps")))
        .contains(
            "Open files of the process grew from 40 to 110 while these workflows ran: leaks, sleeps.");
  }

  @Test
  void onlyWhatStillRunsIsNamedForTheNextGrowth() {
    files.look(40, List.of());
    files.started("leaks");
    files.look(110, List.of("sleeps"));
    assertThat(files.look(200, List.of()))
        .hasValueSatisfying(w -> assertThat(w).contains("sleeps"));
    assertThat(files.look(220, List.of())).isEmpty();
  }

  @Test
  void whatIsClosedAgainIsNoGrowth() {
    files.look(40, List.of());
    assertThat(files.look(90, List.of())).isEmpty();
    assertThat(files.look(40, List.of())).isEmpty();
    assertThat(files.look(100, List.of())).isEmpty();
  }

  @Test
  void aProcessIsReplacedBeforeItsLimit() {
    assertThat(OpenFiles.isNearLimit(819, 1_024)).isFalse();
    assertThat(OpenFiles.isNearLimit(820, 1_024)).isTrue();
    assertThat(OpenFiles.isNearLimit(820, -1)).isFalse();
  }
}
