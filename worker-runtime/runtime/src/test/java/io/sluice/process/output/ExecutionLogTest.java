package io.sluice.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflow.LogLevel;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExecutionLogTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final AtomicInteger told = new AtomicInteger();
  private final ExecutionLog log = new ExecutionLog(() -> now, told::incrementAndGet);

  @Test
  void theLoopIsToldOnceUntilItTakes() {
    say(3);
    assertThat(told).hasValue(1);
    assertThat(takeAll()).extracting(Line::seq).containsExactly(1L, 2L, 3L);
    say(1);
    assertThat(told).hasValue(2);
  }

  @Test
  void theThousandAndFirstLineOfASecondIsDroppedAndTold() {
    say(1_005);
    assertThat(takeAll()).hasSize(1_000);
    now = now.plusSeconds(1);
    say(1);
    assertThat(takeAll())
        .extracting(Line::text)
        .satisfiesExactly(
            text -> assertThat(text).startsWith("5 lines were dropped"),
            text -> assertThat(text).isEqualTo("line"));
  }

  @Test
  void dropsAtTheEndBecomeTheLastLine() {
    say(1_002);
    takeAll();
    log.close();
    assertThat(takeAll())
        .singleElement()
        .satisfies(line -> assertThat(line.text()).startsWith("2 lines were dropped"));
  }

  @Test
  void anExecutionMaySayTenMebibytesInAll() {
    long bytes = 0;
    for (int second = 0; second < 30; second++) {
      for (int line = 0; line < 50; line++) {
        log.add(LogLevel.INFO, "x".repeat(10_000));
        bytes += takeAll().stream().filter(l -> l.text().startsWith("x")).count() * 10_000;
      }
      now = now.plusSeconds(1);
    }
    assertThat(bytes).isBetween(10_000_000L, 10L * 1024 * 1024);
  }

  @Test
  void aLogThatNobodyTakesStaysBounded() {
    for (int line = 0; line < 900; line++) {
      log.add(LogLevel.INFO, "x".repeat(16_000));
    }
    assertThat(takeAll().stream().mapToLong(line -> line.text().length()).sum())
        .isLessThanOrEqualTo(1024 * 1024);
  }

  @Test
  void aLineIsCutAt16KibAndItsControlCharactersAreEscaped() {
    log.add(LogLevel.INFO, "a\r\nb\u001b[31m\u0000" + "ü".repeat(20_000));
    var text = takeAll().getFirst().text();
    assertThat(text).startsWith("a\\r\\nb\\e[31m\\u0000").contains("characters cut");
    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(16 * 1024);
  }

  @Test
  void whatIsPrintedWithoutAnEndBecomesALineAtTheEnd() {
    var lines = new LineStream(log, LogLevel.WARN);
    var stream = new PrintStream(lines, true, StandardCharsets.UTF_8);
    stream.print("one\r\ntw");
    stream.print("o\nthree");
    lines.endOpenLine();
    assertThat(takeAll()).extracting(Line::text).containsExactly("one", "two", "three");
  }

  private void say(int lines) {
    for (int line = 0; line < lines; line++) {
      log.add(LogLevel.INFO, "line");
    }
  }

  private List<Line> takeAll() {
    List<Line> all = new ArrayList<>();
    for (var batch = log.take(); !batch.isEmpty(); batch = log.take()) {
      all.addAll(batch);
    }
    return all;
  }
}
