package io.sluice.diagnostics.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.diagnostics.live.SampleHistory.FailureCount;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureCountTest {

  @ParameterizedTest
  @CsvSource({"1, 1, 1 of 1", "0, 99, 0 of 99", "1, 100, 1.0 %", "25, 1000, 2.5 %"})
  void fewAreCountedAndManyAreAShare(long failed, long ended, String share) {
    assertThat(new FailureCount(failed, ended).share()).isEqualTo(share);
  }
}
