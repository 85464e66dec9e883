package io.sluice.local.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.upgrade.UpgradeFigures.LongExecution;
import io.sluice.local.upgrade.UpgradeFigures.Recorded;
import io.sluice.local.upgrade.UpgradeFigures.Submitted;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UpgradeFiguresTest {
  private static final Duration ASKED = Duration.ofMinutes(2);
  private static final Map<String, Long> SUCCEEDED = Map.of("SUCCESS", 11L);
  private static final Map<String, Integer> ENDS = Map.of("admin-api-1", 143, "worker-1", 0);
  private static final Submitted SENT = new Submitted(10, 10, 0, 3);
  private static final Recorded RECORDED = new Recorded(10, 0, SUCCEEDED, 0, 0);
  private static final LongExecution LONG = longOne("SUCCESS", 1, "old", ASKED);

  @Test
  void anUpgradeThatCostNothingHasNoProblems() {
    assertThat(new UpgradeFigures(SENT, RECORDED, LONG, ENDS, 0, "").problems()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void whatItCostIsNamed(UpgradeFigures figures, String problem) {
    assertThat(figures.problems()).singleElement().asString().contains(problem);
  }

  static Stream<Arguments> whatItCostIsNamed() {
    return Stream.of(
        client(new Submitted(11, 10, 1, 40), "1 submissions were given up"),
        client(new Submitted(11, 10, 0, 0), "11 submissions have 10 ids"),
        database(new Recorded(11, 0, SUCCEEDED, 0, 0), "10 accepted and 11 recorded"),
        database(new Recorded(10, 1, SUCCEEDED, 0, 0), "1 accepted ones are missing"),
        database(
            new Recorded(10, 0, Map.of("SUCCESS", 10L, "FAILED", 1L), 0, 0), "not all succeeded"),
        database(new Recorded(10, 0, SUCCEEDED, 2, 0), "2 attempts were repeated"),
        database(new Recorded(10, 0, SUCCEEDED, 0, 1), "1 executions succeeded twice"),
        execution(longOne("TIMEOUT", 1, "old", ASKED), "ended as TIMEOUT"),
        execution(longOne("SUCCESS", 2, "old", ASKED), "took 2 attempts"),
        execution(longOne("SUCCESS", 1, "new", ASKED), "ended in new"),
        execution(longOne("SUCCESS", 1, "old", ASKED.minusMillis(1)), "PT1M59.999S only"),
        end("worker-1", 1, "worker-1 ended with 1"),
        end("admin-api-1", 137, "admin-api-1 ended with 137"),
        Arguments.of(
            new UpgradeFigures(SENT, RECORDED, LONG, ENDS, 1, ""), "1.0 healthy executions"),
        Arguments.of(
            new UpgradeFigures(SENT, RECORDED, LONG, ENDS, 0, "HTTP 502"), "answered HTTP 502"));
  }

  private static Arguments client(Submitted sent, String problem) {
    return Arguments.of(new UpgradeFigures(sent, RECORDED, LONG, ENDS, 0, ""), problem);
  }

  private static Arguments database(Recorded recorded, String problem) {
    return Arguments.of(new UpgradeFigures(SENT, recorded, LONG, ENDS, 0, ""), problem);
  }

  private static Arguments execution(LongExecution one, String problem) {
    return Arguments.of(new UpgradeFigures(SENT, RECORDED, one, ENDS, 0, ""), problem);
  }

  private static Arguments end(String part, int code, String problem) {
    var figures = new UpgradeFigures(SENT, RECORDED, LONG, Map.of(part, code), 0, "");
    return Arguments.of(figures, problem);
  }

  private static LongExecution longOne(String status, int attempts, String worker, Duration ran) {
    return new LongExecution(status, attempts, worker, "old", ran, ASKED);
  }
}
