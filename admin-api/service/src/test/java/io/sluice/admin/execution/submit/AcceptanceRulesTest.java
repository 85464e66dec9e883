package io.sluice.admin.execution.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.execution.ExecutionConfig;
import io.sluice.admin.execution.RunnableWorkflow;
import io.sluice.admin.execution.SubmissionGate;
import io.sluice.api.SubmissionApi.SubmitRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AcceptanceRulesTest {

  private final AcceptanceRules rules = new AcceptanceRules(new Installation());

  /** As the settings of an installation that has changed the longest timeout only. */
  private record Installation() implements ExecutionConfig {
    @Override
    public int timeoutSeconds() {
      return 300;
    }

    @Override
    public int longestTimeoutSeconds() {
      return 1000;
    }

    @Override
    public int maxRetries() {
      return 3;
    }
  }

  @Test
  void aWorkflowThatDeclaresNoRetriesHasThoseOfTheInstallation() {
    assertThat(rules.maxRetries(request(null, null), workflow(null, null, false))).isEqualTo(3);
  }

  @Test
  void aWorkflowAndARequestMayAskForOtherRetriesAndForNone() {
    assertThat(rules.maxRetries(request(null, null), workflow(null, 0, false))).isZero();
    assertThat(rules.maxRetries(request(null, null), workflow(null, 7, false))).isEqualTo(7);
    assertThat(rules.maxRetries(request(null, 1), workflow(null, 7, false))).isEqualTo(1);
  }

  @Test
  void atMostOnceIsNotRetriedByDefault() {
    assertThat(rules.maxRetries(request(null, null), workflow(null, null, true))).isZero();
  }

  @Test
  void noTimeoutIsLongerThanTheLongestOfTheInstallation() {
    assertThat(rules.timeoutMs(request(null, null), workflow(null, null, false)))
        .isEqualTo(300_000);
    assertThat(rules.timeoutMs(request(null, null), workflow(900, null, false))).isEqualTo(900_000);
    assertThat(rules.timeoutMs(request(null, null), workflow(5000, null, false)))
        .isEqualTo(1_000_000);
  }

  private static SubmitRequest request(@Nullable Integer timeout, @Nullable Integer retries) {
    return new SubmitRequest("w", null, timeout, null, null, null, null, null, retries, null);
  }

  private static RunnableWorkflow workflow(
      @Nullable Integer timeout, @Nullable Integer retries, boolean atMostOnce) {
    return new RunnableWorkflow(
        new UUID(1, 1),
        new SubmissionGate("w", true, null, null),
        "0".repeat(64),
        "a.B",
        new RunnableWorkflow.Defaults(timeout, null, retries),
        false,
        atMostOnce);
  }
}
