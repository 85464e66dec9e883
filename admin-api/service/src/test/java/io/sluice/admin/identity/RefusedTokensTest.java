package io.sluice.admin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.admin.http.ProblemException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusedTokensTest {

  private Instant now = Instant.EPOCH;
  private final RefusedTokens refused = new RefusedTokens(60, () -> now);

  @Test
  void aTokenThatWasRefusedIsKnownAndCostsNoQuery() {
    assertThat(refused.isKnown("slu_bad")).isFalse();

    refused.refused("slu_bad", "here");

    assertThat(refused.isKnown("slu_bad")).isTrue();
    assertThat(refused.isKnown("slu_other")).isFalse();
  }

  @Test
  void anAddressWithManyBadTokensWaitsAndOthersDoNot() {
    for (int i = 0; i < 60; i++) {
      refused.check("here");
      refused.refused("slu_" + i, "here");
    }

    assertThatThrownBy(() -> refused.check("here"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("Retry-After");
    assertThatCode(() -> refused.check("elsewhere")).doesNotThrowAnyException();
    now = now.plus(Duration.ofSeconds(1));
    assertThatCode(() -> refused.check("here")).doesNotThrowAnyException();
  }
}
