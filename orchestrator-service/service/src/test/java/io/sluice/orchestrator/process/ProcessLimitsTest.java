package io.sluice.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.process.ProcessLimits.Use;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessLimitsTest {
  private static final ProcessLimits LIMITS = new ProcessLimits(512, 32, 500, 90);
  private static final long MIB = 1024;

  @Test
  void aProcessWithinItsLimitsIsNotDegraded() {
    assertThat(LIMITS.passedBy(new Use(512, 32, 450 * MIB))).isEmpty();
  }

  @Test
  void eachLimitIsNamedWithWhatWasFound() {
    assertThat(LIMITS.passedBy(new Use(1, 0, 451 * MIB)))
        .contains("It uses 451 MiB, more than 90 % of its budget of 500 MiB.");
    assertThat(LIMITS.passedBy(new Use(513, 0, 1)))
        .contains("It has 513 threads, more than SLUICE_LAUNCH_MOST_THREADS=512.");
    assertThat(LIMITS.passedBy(new Use(1, 33, 1)))
        .contains("It has 33 child processes, more than SLUICE_LAUNCH_MOST_CHILDREN=32.");
  }

  @Test
  void theKernelTellsWhatAProcessUses() throws Exception {
    var use = Use.of(ProcessHandle.current());
    assertThat(use.threads()).isGreaterThan(1);
    assertThat(use.residentKb()).isGreaterThan(MIB);
  }

  @Test
  void theDefaultsAreThoseOfTheDocumentation() {
    var config = TestLaunches.config(Map.of());
    assertThat(config.openFiles()).isEqualTo(1024);
    assertThat(config.mostThreads()).isEqualTo(512);
    assertThat(config.mostChildren()).isEqualTo(32);
    assertThat(config.runAs()).isEmpty();
    assertThat(config.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1:1", "20000:20000", "20000-20009:20000"})
  void aUserOrARangeOfUsersIsAllowed(String setting) {
    assertThat(TestLaunches.config(Map.of("run-as", setting)).violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "20000", "0:1", "1:0", "9-1:1", "1-1001:1", "0-5:1", "1:1:1"})
  void anythingElseIsRefusedByName(String setting) {
    assertThat(TestLaunches.config(Map.of("run-as", setting)).violations())
        .singleElement()
        .asString()
        .startsWith("SLUICE_LAUNCH_RUN_AS is " + setting + "; allowed is uid:gid,");
  }

  @Test
  void numbersOutsideTheirRangeAreRefusedByName() {
    var config =
        TestLaunches.config(
            Map.of("open-files", "255", "most-threads", "63", "most-children", "-1"));
    assertThat(config.violations())
        .containsExactly(
            "SLUICE_LAUNCH_OPEN_FILES is 255; allowed is 256 to 1048576.",
            "SLUICE_LAUNCH_MOST_THREADS is 63; allowed is 64 to 32768.",
            "SLUICE_LAUNCH_MOST_CHILDREN is -1; allowed is 0 to 4096.");
  }
}
