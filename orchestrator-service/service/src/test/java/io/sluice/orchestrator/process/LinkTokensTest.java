package io.sluice.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.process.ProcessLinkServer.LinkTokens;
import org.junit.jupiter.api.Test;

class LinkTokensTest {
  private static final Generation ONE = new Generation(1);
  private final LinkTokens tokens = new LinkTokens();

  @Test
  void aTokenIsGoodForOneHelloOfItsGeneration() {
    String token = tokens.issue(ONE);

    assertThat(tokens.redeem(new Generation(2), token)).isFalse();
    assertThat(tokens.redeem(ONE, token)).isTrue();
    assertThat(tokens.redeem(ONE, token)).isFalse();
  }

  @Test
  void aWrongTokenDoesNotSpendTheRightOne() {
    String token = tokens.issue(ONE);

    assertThat(tokens.redeem(ONE, "guess")).isFalse();
    assertThat(tokens.redeem(ONE, token)).isTrue();
  }

  @Test
  void theTokenOfAProcessThatIsGoneIsWorthNothing() {
    String token = tokens.issue(ONE);

    tokens.revoke(ONE);

    assertThat(tokens.redeem(ONE, token)).isFalse();
  }

  @Test
  void aTokenHas256Bits() {
    assertThat(tokens.issue(ONE)).hasSize(43);
  }
}
