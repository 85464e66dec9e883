package io.sluice.admin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private Instant now = Instant.EPOCH;
  private final Refusals refusals = new Refusals(20, () -> now);

  @Test
  void whatIsAllowedIsAlwaysAnEntry() {
    assertThat(refusals.admitted(entries("ann", 1_000, "allowed"))).hasSize(1_000);
    assertThat(refusals.summaries()).isEmpty();
  }

  @Test
  void ofManyRefusalsTheFirstAreEntriesAndTheOthersAreCounted() {
    assertThat(refusals.admitted(entries("ann", 100, "refused: no"))).hasSize(20);

    assertThat(refusals.summaries())
        .singleElement()
        .satisfies(
            summary -> {
              assertThat(summary.actor()).isEqualTo("ann");
              assertThat(summary.action()).isEqualTo("forbidden");
              assertThat(summary.result()).startsWith("refused: 80 more");
            });
    assertThat(refusals.summaries()).isEmpty();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(refusals.admitted(entries("ann", 1, "refused: no"))).hasSize(1);
  }

  @Test
  void manyCallersTogetherHaveALimitTooAndNothingGoesUncounted() {
    int admitted =
        IntStream.range(0, 5_000)
            .map(i -> refusals.admitted(entries("user " + i, 1, "refused: no")).size())
            .sum();

    assertThat(admitted).isEqualTo(200);
    List<Audit.Entry> summaries = refusals.summaries();
    assertThat(summaries).hasSize(1_001);
    assertThat(total(summaries)).isEqualTo(4_800);
    refusals.giveBack(summaries);
    assertThat(total(refusals.summaries())).isEqualTo(4_800);
  }

  private static long total(List<Audit.Entry> summaries) {
    return summaries.stream()
        .mapToLong(each -> Long.parseLong(each.result().replaceAll("\\D", "")))
        .sum();
  }

  private static List<Audit.Entry> entries(String actor, int count, String result) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Audit.Entry(actor, "forbidden", "object", null, null, null, result))
        .toList();
  }
}
