package io.sluice.chaos.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.chaos.nemesis.HostileNeighbour.NumberedLines;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberedLinesTest {

  @Test
  void aCompleteLogHasNoGap() {
    assertThat(NumberedLines.unmarkedGap(List.of("line 1", "other", "line 2"), 2)).isEmpty();
  }

  @Test
  void aLineThatIsMissingWithoutAMarkIsAGap() {
    assertThat(NumberedLines.unmarkedGap(List.of("line 1", "line 3"), 3))
        .hasValue("line 2 is missing before line 3");
    assertThat(NumberedLines.unmarkedGap(List.of("line 1"), 3))
        .hasValue("lines from 2 to 3 are missing");
  }

  @Test
  void aMarkExplainsAGap() {
    assertThat(NumberedLines.unmarkedGap(List.of("line 1", "… 1 line dropped", "line 3"), 3))
        .isEmpty();
    assertThat(NumberedLines.unmarkedGap(List.of("line 1", "2 lines were dropped here"), 3))
        .isEmpty();
  }
}
