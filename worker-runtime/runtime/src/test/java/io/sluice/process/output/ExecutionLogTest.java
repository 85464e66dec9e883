package io.sluice.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.process.output.ExecutionLog.Line;
import io.sluice.process.output.ExecutionLog.OutputBudget;
import io.sluice.process.output.ExecutionOutput.LineStream;
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
  private final AtomicInteger calls = new AtomicInteger();
  private final ExecutionLog log = new ExecutionLog(() -> now, calls::incrementAndGet);

  @Test
  void theLoopIsToldOnceUntilItTakes() {
    say(3);
    assertThat(calls).hasValue(1);
    assertThat(takeAll()).extracting(Line::seq).containsExactly(1L, 2L, 3L);
    say(1);
    assertThat(calls).hasValue(2);
  }

  @Test
  void whatIsBeyondAThousandLinesInASecondComesInTheNextOne() {
    say(1_500);
    assertThat(takeAll()).hasSize(1_000);
    assertThat(log.heldUntil()).isEqualTo(now.plusSeconds(1));
    now = now.plusSeconds(1);
    assertThat(takeAll()).hasSize(500);
    assertThat(log.heldUntil()).isEqualTo(Instant.MAX);
    assertThat(calls).hasValue(1);
  }

  @Test
  void theLastLinesOfABurstAreKeptAtTheEnd() {
    say(1_500);
    log.add(LogLevel.INFO, "RESULT");
    log.close();
    assertThat(takeAll()).hasSize(1_501).last().extracting(Line::text).isEqualTo("RESULT");
  }

  @Test
  void ofAFloodTheFirstAndTheLastLinesAreKeptAndWhatIsBetweenIsCounted() {
    for (int line = 1; line <= 50_000; line++) {
      log.add(LogLevel.INFO, "line " + line);
    }
    log.close();
    var all = takeAll();
    assertThat(all).hasSize(2_001);
    assertThat(all.get(999).text()).isEqualTo("line 1000");
    assertThat(all.get(1_000).text()).startsWith("… 48000 lines were dropped here");
    assertThat(all.get(1_001).text()).isEqualTo("line 49001");
    assertThat(all.getLast().text()).isEqualTo("line 50000");
    assertThat(all.getLast().seq()).isEqualTo(2_001);
  }

  @Test
  void aLongTalkKeepsItsLastLinesWithin20000Lines() {
    List<Line> all = new ArrayList<>();
    for (int line = 1; line <= 40_000; line++) {
      log.add(LogLevel.INFO, "line " + line);
      if (line % 500 == 0) {
        now = now.plusSeconds(1);
        all.addAll(takeAll());
      }
    }
    assertThat(log.heldUntil()).isEqualTo(Instant.MAX);
    log.close();
    all.addAll(takeAll());
    assertThat(all).hasSizeBetween(19_900, 20_000);
    assertThat(all.getLast().text()).isEqualTo("line 40000");
    assertThat(all).extracting(Line::text).anyMatch(text -> text.contains("lines were dropped"));
    assertThat(all.getLast().seq()).isEqualTo(all.size());
  }

  @Test
  void theLastLinesOfOneThatIsStuckCanBeTakenBeforeItEnds() {
    say(1_200);
    log.releaseHeld();
    assertThat(takeAll()).hasSize(1_200);
    say(1_200);
    log.close();
    assertThat(takeAll()).hasSizeBetween(1_000, 1_201);
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
    assertThat(bytes).isBetween(9_900_000L, 10L * 1024 * 1024);
  }

  @Test
  void aLogThatNobodyTakesStaysBounded() {
    for (int line = 0; line < 900; line++) {
      log.add(LogLevel.INFO, "x".repeat(16_000));
    }
    assertThat(takeAll().stream().mapToLong(line -> line.text().length()).sum())
        .isLessThanOrEqualTo(1024 * 1024 + OutputBudget.MAX_LAST_BYTES);
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
