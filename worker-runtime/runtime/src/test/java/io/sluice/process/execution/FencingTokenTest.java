package io.sluice.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.process.bundle.BundleAddress;
import io.sluice.process.output.ExecutionLog;
import io.sluice.process.output.ExecutionOutput;
import io.sluice.protocol.Attempt;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FencingTokenTest {
  private static final Instant NOW = Instant.EPOCH;

  private final Locale before = Locale.getDefault();

  /** This locale writes numbers in digits that sort above those of ASCII. */
  @BeforeEach
  void formatNumbersInArabicDigits() {
    Locale.setDefault(Locale.of("ar", "EG"));
  }

  @AfterEach
  void putBack() {
    Locale.setDefault(before);
  }

  @Test
  void aTokenIsTheSameTextInEveryLocale() {
    assertThat(token(3, 42)).isEqualTo("0000000000000000003.0000000000000000042");
  }

  @Test
  void aLaterTokenSortsAboveAnEarlierOneOfAnotherLocale() {
    var later = token(4, 1);
    Locale.setDefault(Locale.ENGLISH);

    assertThat(later).isGreaterThan(token(3, 9)).isLessThan(token(5, 0));
  }

  private static String token(long epoch, long claim) {
    var attempt = Attempt.newBuilder().setExecutionId("e").setEpoch(epoch).setClaim(claim).build();
    var request =
        new ExecutionRequest(
            attempt,
            "workflow",
            1,
            new ExecutionRequest.Code(new BundleAddress(Path.of("none"), ""), "Workflow"),
            "{}",
            NOW,
            Optional.empty());
    var log = new ExecutionLog(() -> NOW, () -> {});
    var closers = new Closers(new ExecutionOutput(log), FencingTokenTest.class::getClassLoader);
    return new ExecutionContext(request, log, closers, () -> {}, Optional.empty()).fencingToken();
  }
}
