package io.sluice.admin.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.webhook.DeliveryRules.DeliveryPolicy;
import io.sluice.admin.webhook.DeliveryRules.Effect;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryRulesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final DeliveryPolicy POLICY = new DeliveryPolicy(4, Duration.ofSeconds(10));

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204, 299})
  void everySuccessIsADelivery(int status) {
    assertThat(after(ReceiverAnswer.of(status, null), 1)).isEqualTo(new Effect.Delivered());
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 301, 302, 308, 400, 404, 408, 429, 500, 503, 599})
  void everythingElseIsTriedAgainWithItsStatusAsReason(int status) {
    assertThat(after(ReceiverAnswer.of(status, null), 1))
        .isInstanceOfSatisfying(
            Effect.Retry.class,
            retry -> {
              assertThat(retry.at()).isEqualTo(NOW.plusSeconds(5));
              assertThat(retry.reason()).startsWith("answered " + status);
            });
  }

  @Test
  void aRedirectSaysThatItIsNotFollowed() {
    assertThat(ReceiverAnswer.of(302, null).reason())
        .isEqualTo("answered 302: redirects are not followed, enter the final address");
  }

  @Test
  void goneEndsTheWebhookAtOnceAlsoAtTheLastAttempt() {
    assertThat(after(ReceiverAnswer.of(410, null), 1)).isInstanceOf(Effect.Gone.class);
    assertThat(after(ReceiverAnswer.of(410, null), 4)).isInstanceOf(Effect.Gone.class);
  }

  @Test
  void aRefusalForGoodIsDeadAtTheFirstAttempt() {
    assertThat(after(ReceiverAnswer.refused(550, "the relay answered 550 no such user"), 1))
        .isEqualTo(new Effect.Dead("refused for good: the relay answered 550 no such user"));
  }

  @Test
  void aReplyCodeOfARelayIsNoStatusOfHttp() {
    assertThat(after(ReceiverAnswer.failed(410, "the relay answered 410"), 1))
        .isInstanceOf(Effect.Retry.class);
  }

  @Test
  void theLastAttemptLeavesADeadDeliveryWithTheReason() {
    assertThat(after(ReceiverAnswer.failed("connection refused"), 3))
        .isInstanceOf(Effect.Retry.class);
    assertThat(after(ReceiverAnswer.failed("connection refused"), 4))
        .isEqualTo(new Effect.Dead("gave up after 4 attempts: connection refused"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 5, 10",
    "2, 10, 20",
    "3, 20, 40",
    "9, 1280, 2560",
    "10, 1800, 3600",
    "60, 1800, 3600"
  })
  void theWaitDoublesUpToAnHourAndHalfOfItIsRandom(int attempts, long least, long max) {
    Duration first = POLICY.firstRetry();

    assertThat(DeliveryRules.backoff(attempts, first, 0)).isEqualTo(Duration.ofSeconds(least));
    assertThat(DeliveryRules.backoff(attempts, first, 0.5))
        .isEqualTo(Duration.ofSeconds(least).plusSeconds(least / 2).plusMillis(least % 2 * 500));
    assertThat(DeliveryRules.backoff(attempts, first, Math.nextDown(1.0)))
        .isLessThanOrEqualTo(Duration.ofSeconds(max));
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "120, 120", "999999, 3600", "soon, 5", "-4, 5", "1234567, 5"})
  void aLongerWaitThatTheReceiverAsksForIsKeptUpToAnHour(String header, long seconds) {
    assertThat(after(ReceiverAnswer.of(429, header), 1))
        .isEqualTo(new Effect.Retry(NOW.plusSeconds(seconds), "answered 429"));
  }

  private static Effect after(ReceiverAnswer answer, int attempts) {
    return DeliveryRules.after(answer, attempts, POLICY, NOW, 0);
  }
}
