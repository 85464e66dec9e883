package io.sluice.chaos.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.chaos.ledger.Run.Token;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LedgerReaderTest {
  private static final String TOKEN = "0000000000000000002.0000000000000000010";

  @Test
  void anAttemptHasAStartItsLastSignAndItsEnd() {
    var runs =
        LedgerReader.read(
            Stream.of(
                line("start", TOKEN, 7, 100, "-"),
                line("beat", TOKEN, 7, 350, "-"),
                line("end", TOKEN, 7, 400, "normal")));

    assertThat(runs).hasSize(1);
    assertThat(runs.getFirst().token()).isEqualTo(new Token(2, 10));
    assertThat(runs.getFirst().start()).isEqualTo(100);
    assertThat(runs.getFirst().lastSeen()).isEqualTo(400);
    assertThat(runs.getFirst().end()).contains(new Run.End(400, "normal"));
  }

  @Test
  void anAttemptThatWasKilledHasNoEnd() {
    var runs =
        LedgerReader.read(
            Stream.of(line("start", TOKEN, 7, 100, "-"), line("beat", TOKEN, 7, 350, "-"), "bea"));

    assertThat(runs.getFirst().end()).isEmpty();
    assertThat(runs.getFirst().lastSeen()).isEqualTo(350);
  }

  @Test
  void oneTokenThatStartsTwiceIsThereTwice() {
    var elsewhere = List.of(line("start", TOKEN, 7, 100, "-"), line("start", TOKEN, 8, 200, "-"));
    var again = List.of(line("start", TOKEN, 7, 100, "-"), line("start", TOKEN, 7, 200, "-"));

    assertThat(LedgerReader.read(elsewhere.stream())).hasSize(2);
    assertThat(LedgerReader.read(again.stream())).hasSize(2);
  }

  @Test
  void tokensCompareByEpochAndThenByClaim() {
    assertThat(new Token(2, 1)).isGreaterThan(new Token(1, 9));
    assertThat(new Token(1, 10)).isGreaterThan(new Token(1, 9));
  }

  private static String line(String kind, String token, long pid, long at, String how) {
    return String.join(
        " ", kind, "some-id", token, "chaos-work", Long.toString(pid), Long.toString(at), how);
  }
}
