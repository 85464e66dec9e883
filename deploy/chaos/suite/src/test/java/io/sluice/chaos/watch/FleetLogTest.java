package io.sluice.chaos.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FleetLogTest {
  @Test
  void eachStartOfAWorkerIsASessionOfItsOwn() {
    var sessions =
        FleetLog.sessions(
            Stream.of(
                line(1, "none", "STARTING", "TimePassed", 0, "none"),
                "2026-01-01T10:00:00.100Z INFO  [Worker] Something else",
                line(2, "none", "STARTING", "TimePassed", 1, "none"),
                line(1, "STARTING", "ACTIVE", "Ready", 2, "1"),
                line(1, "none", "STARTING", "TimePassed", 0, "none")));

    assertThat(sessions).hasSize(2);
    assertThat(sessions.getFirst()).hasSize(3);
    var proved = sessions.getFirst().getLast();
    assertThat(proved.generation()).isEqualTo(1);
    assertThat(proved.from()).isEqualTo("STARTING");
    assertThat(proved.to()).isEqualTo("ACTIVE");
    assertThat(proved.event()).isEqualTo("Ready");
    assertThat(proved.active()).isEqualTo("1");
  }

  private static String line(
      long generation, String from, String to, String event, long step, String active) {
    return String.format(
        Locale.ROOT,
        ("2026-01-01T10:00:00.123Z INFO  [FleetObserver] Process %d is %s: generation=%d from=%s"
            + " to=%s event=%s model=thread step=%d active=%s"),
        generation,
        to,
        generation,
        from,
        to,
        event,
        step,
        active);
  }
}
