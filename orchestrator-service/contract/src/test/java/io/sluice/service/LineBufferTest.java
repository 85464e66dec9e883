package io.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LineBufferTest {
  private final LineBuffer buffer = new LineBuffer("test", "w-1");

  @Test
  void whatDoesNotFitIsDroppedAndSaidOnce() {
    for (int i = 0; i < 1003; i++) {
      say(Level.INFO, "line " + i);
    }

    List<SystemLogLine> taken = buffer.take();

    assertThat(taken).hasSize(1001);
    assertThat(taken.getFirst().message()).isEqualTo("line 0");
    assertThat(taken.getLast().message()).isEqualTo("3 lines were dropped");
    say(Level.INFO, "after");
    assertThat(buffer.take()).extracting(SystemLogLine::message).containsExactly("after");
  }

  @Test
  void whatIsGivenBackComesBeforeWhatIsNewer() {
    say(Level.WARNING, "first");
    List<SystemLogLine> undelivered = buffer.take();
    say(Level.INFO, "second");

    buffer.giveBack(undelivered);

    assertThat(buffer.take()).extracting(SystemLogLine::message).containsExactly("first", "second");
  }

  @Test
  void detailsStayInTheConsole() {
    say(Level.FINE, "detail");

    assertThat(buffer.take()).isEmpty();
  }

  private void say(Level level, String message) {
    buffer.add(new LogRecord(level, message), message);
  }
}
