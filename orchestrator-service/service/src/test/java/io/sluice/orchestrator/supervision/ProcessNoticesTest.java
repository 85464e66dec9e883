package io.sluice.orchestrator.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessNoticesTest {
  @Test
  void aLineIsBoundedAndCannotPretendToBeAnotherOne() {
    assertThat(ProcessNotices.printable("a\nWARN b\u001b[31m\u2028c")).isEqualTo("a?WARN b?[31m?c");
    assertThat(ProcessNotices.printable("x".repeat(5_000))).hasSize(1_001).endsWith("…");
  }
}
