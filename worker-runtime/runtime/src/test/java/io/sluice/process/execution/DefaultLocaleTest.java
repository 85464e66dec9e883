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

/** What the runtime writes while a workflow has changed the default locale. */
class DefaultLocaleTest {
  private final Locale before = Locale.getDefault();

  @BeforeEach
  void change() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
  }

  @AfterEach
  void putBack() {
    Locale.setDefault(before);
  }

  @Test
  void aFencingTokenHasAsciiDigits() {
    var now = Instant.parse("2026-01-01T00:00:00Z");
    var log = new ExecutionLog(() -> now, () -> {});
    var order =
        new Order(
            Attempt.newBuilder().setExecutionId("e").setEpoch(3).setClaim(12).build(),
            "w",
            1,
            new BundleAddress(Path.of("b"), ""),
            "E",
            "{}",
            now,
            Optional.empty());
    var closers = new Closers(new ExecutionOutput(log), ClassLoader::getSystemClassLoader);

    assertThat(new ExecutionContext(order, log, closers, () -> {}).fencingToken())
        .isEqualTo("0000000000000000003.0000000000000000012");
  }
}
