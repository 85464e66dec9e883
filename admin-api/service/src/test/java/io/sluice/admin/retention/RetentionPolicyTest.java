package io.sluice.admin.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.ExecutionStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionPolicyTest {

  private static final Duration MONTH = Duration.ofDays(30);

  @Test
  void theSettingOfTheOrganizationComesBeforeThatOfTheStatus() {
    RetentionPolicy policy = policy("SUCCESS=7d, FAILED=90d", "acme=400d");

    assertThat(policy.keep(ExecutionStatus.SUCCESS, null)).isEqualTo(Duration.ofDays(7));
    assertThat(policy.keep(ExecutionStatus.SUCCESS, "acme")).isEqualTo(Duration.ofDays(400));
    assertThat(policy.keep(ExecutionStatus.FAILED, "other")).isEqualTo(Duration.ofDays(90));
    assertThat(policy.keep(ExecutionStatus.TIMEOUT, "other")).isEqualTo(MONTH);
    assertThat(policy.shortest()).isEqualTo(Duration.ofDays(7));
    assertThat(policy.longest()).isEqualTo(Duration.ofDays(400));
    assertThat(policy.hasExceptions()).isTrue();
  }

  @Test
  void withoutExceptionsDroppingPartitionsIsEnough() {
    assertThat(policy("", "").hasExceptions()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUNNING=7d | by-status",
        "SUCCESS | by-status",
        "=7d | by-status",
        "SUCCESS=x | by-status",
        "SUCCESS=1h | by-status",
        "SUCCESS=7d, | by-status"
      })
  void aSettingWithoutMeaningIsRefusedWithItsName(String text, String name) {
    assertThatThrownBy(() -> policy(text, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sluice.retention." + name);
  }

  private static RetentionPolicy policy(String byStatus, String byOrganization) {
    return RetentionPolicy.of(MONTH, Optional.of(byStatus), Optional.of(byOrganization));
  }
}
