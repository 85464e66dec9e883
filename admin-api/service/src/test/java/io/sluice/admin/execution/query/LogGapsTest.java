package io.sluice.admin.execution.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.execution.query.ExecutionHistory.LocatedLine;
import io.sluice.api.LogPage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogGapsTest {

  @Test
  void aMissingNumberIsALineThatWasDropped() {
    assertThat(messages(LogCursor.START, line(1, 1), line(1, 314), line(1, 315)))
        .containsExactly("line 1.1", "… 312 lines dropped", "line 1.314", "line 1.315");
  }

  @Test
  void theFirstLinesOfAnAttemptMayBeMissingToo() {
    assertThat(messages(LogCursor.START, line(1, 1), line(2, 2)))
        .containsExactly("line 1.1", "… 1 line dropped", "line 2.2");
  }

  @Test
  void aLogWithoutAGapHasNoMark() {
    assertThat(messages(new LogCursor(1, 1, 6), line(1, 7), line(1, 8), line(2, 1)))
        .containsExactly("line 1.7", "line 1.8", "line 2.1");
  }

  @Test
  void whatIsBeforeTheLastLinesIsNotKnown() {
    assertThat(messages(null, line(1, 900), line(1, 902)))
        .containsExactly("line 1.900", "… 1 line dropped", "line 1.902");
  }

  @Test
  void aPageThatEndsWithAMarkGoesOnWithTheLineBehindIt() {
    LocatedLine mark = LogGaps.marked(LogCursor.START, List.of(line(1, 5))).getFirst();

    assertThat(messages(mark.cursor(), line(1, 5))).containsExactly("line 1.5");
  }

  private static List<String> messages(@Nullable LogCursor after, LocatedLine... lines) {
    return LogGaps.marked(after, List.of(lines)).stream()
        .map(each -> String.valueOf(each.line().message()))
        .toList();
  }

  private static LocatedLine line(long claim, long seq) {
    return new LocatedLine(
        new LogCursor(1, claim, seq),
        new LogPage.Line(seq, Instant.EPOCH, "INFO", "line " + claim + "." + seq, 1));
  }
}
