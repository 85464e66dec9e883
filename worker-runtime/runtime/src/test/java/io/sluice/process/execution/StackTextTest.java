package io.sluice.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StackTextTest {
  @Test
  void aShortOneLooksAsTheJdkPrintsIt() {
    var thrown = wrapped(1, 0);
    var printed = new StringWriter();
    thrown.printStackTrace(new PrintWriter(printed, true));
    assertThat(StackText.of(thrown)).isEqualTo(printed.toString());
  }

  @Test
  void ofALongOneTheInnermostCauseComesFirstAndEachKeepsItsNewestAndOldestCalls() {
    var text = StackText.of(wrapped(6, 150));
    assertThat(text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
        .isBetween(8 * 1024, 16 * 1024);
    var headers =
        text.lines()
            .filter(line -> line.contains("IllegalStateException"))
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .toList();
    assertThat(headers).containsExactly("0", "1", "2", "3", "4", "5", "6");
    assertThat(text).contains("calls cut").contains("StackTextTest.deep");
    assertThat(text.lines().skip(2).findFirst())
        .hasValueSatisfying(line -> assertThat(line).contains("StackTextTest"));
  }

  @Test
  void aMessageWithoutEndLeavesRoomForTheCalls() {
    assertThat(StackText.of(new IllegalStateException("x".repeat(100_000))))
        .contains("…\n\tat " + StackTextTest.class.getName());
  }

  @Test
  void suppressedOnesAreNamed() {
    var thrown = new IllegalStateException("main");
    thrown.addSuppressed(new IllegalArgumentException("beside"));
    assertThat(StackText.of(thrown))
        .contains("Suppressed: java.lang.IllegalArgumentException: beside");
  }

  private static Exception wrapped(int times, int depth) {
    Exception thrown = deep(depth, 0, null);
    for (int wrapper = 1; wrapper <= times; wrapper++) {
      thrown = deep(depth, wrapper, thrown);
    }
    return thrown;
  }

  private static Exception deep(
      int depth, int number, @org.jspecify.annotations.Nullable Exception cause) {
    return depth == 0
        ? new IllegalStateException(Integer.toString(number), cause)
        : deep(depth - 1, number, cause);
  }
}
