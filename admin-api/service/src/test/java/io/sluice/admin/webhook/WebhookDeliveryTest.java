package io.sluice.admin.webhook;

import static io.sluice.admin.webhook.TestReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.webhook.ReceiverClient.Message;
import io.sluice.admin.webhook.SenderStore.Head;
import io.sluice.admin.webhook.TargetRules.Check;
import io.sluice.admin.webhook.TestReceiver.Received;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class WebhookDeliveryTest {

  private static final Duration CAP = Duration.ofSeconds(60);

  @Inject Rows rows;
  @Inject DeliveryLoop loop;
  @Inject SenderStore senders;
  @Inject ReceiverClient client;
  @Inject WebhookConfig config;
  @Inject OutboxUpkeep upkeep;

  private final TestReceiver receiver = TestReceiver.start();
  private final String name = "hook-" + UUID.randomUUID();
  private String path = "";

  @AfterEach
  void close() {
    receiver.close();
    assertThat(Api.asAdministrator().delete(path).statusCode()).isEqualTo(204);
  }

  @Test
  void aTestEventArrivesWithASignatureThatOtherCodeVerifies() throws Exception {
    make(receiver.url());

    String event = test();

    awaitState(event, "DELIVERED");
    Received received = receiver.received().getFirst();
    assertThat(received.id()).isEqualTo(event);
    assertThat(received.body()).startsWith("{\"type\":\"webhook.test\",\"timestamp\":\"");
    assertThat(received.body()).contains("\"data\":{", "\"webhook\":\"" + name + "\"");
    verify(received);
    assertThat(Api.get(path).<Integer>path("last.status_code")).isEqualTo(204);
    assertThat(Api.get(path).asString()).doesNotContain(TestSystem.WEBHOOK_SECRET);
  }

  @Test
  void theOrderIsKeptWhileTheFirstOneFails() {
    receiver.first(answers(500), TestReceiver.resetsInTheHead());
    make(receiver.url());

    List<String> events = IntStream.range(0, 5).mapToObj(_ -> test()).toList();

    awaitState(events.getLast(), "DELIVERED");
    var expected = new ArrayList<>(List.of(events.getFirst(), events.getFirst()));
    expected.addAll(events);
    assertThat(receiver.received()).extracting(Received::id).isEqualTo(expected);
    assertThat(attempts(events.getFirst())).isEqualTo(3);
  }

  @Test
  void afterItsLastAttemptADeliveryIsDeadWithAReasonAndTheNextOnesArrive() {
    receiver.first(answers(500), answers(404), answers(302, "Location: http://127.0.0.1/"));
    make(receiver.url());

    String first = test();
    String second = test();

    awaitState(second, "DELIVERED");
    assertThat(state(first)).isEqualTo("DEAD");
    assertThat(reason(first))
        .isEqualTo(
            "gave up after 3 attempts: answered 302: redirects are not followed,"
                + " enter the final address");
    assertThat(Api.get(path).<Integer>path("dead")).isOne();
    String dead = Api.get(path + "/deliveries?state=DEAD").path("items[0].delivery_id");

    Response again = Api.post(path + "/deliveries/" + dead + "/retry", "");

    assertThat(again.statusCode()).isEqualTo(202);
    awaitState(first, "DELIVERED");
    assertThat(receiver.received())
        .extracting(Received::id)
        .containsExactly(first, first, first, second, first);
  }

  @Test
  void goneDisablesTheWebhookAndWhatWaitsIsKept() {
    receiver.first(answers(410));
    make(receiver.url());
    rows.change("UPDATE webhook SET sender_until = 'infinity' WHERE name = ?", name);
    String first = test();
    String second = test();
    rows.change("UPDATE webhook SET sender_until = '-infinity' WHERE name = ?", name);

    awaitState(first, "DEAD");

    await().atMost(CAP).until(() -> !Api.get(path).<Boolean>path("enabled"));
    assertThat(Api.get(path).<String>path("disabled_reason")).contains("410");
    assertThat(state(second)).isEqualTo("PENDING");
    assertThat(receiver.received()).hasSize(1);
    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE action = 'webhook.disable' AND object = ?",
                "webhook/" + name))
        .isOne();
  }

  @Test
  void anAddressThatIsRefusedIsTheReason() {
    make("http://localhost:1/");

    String event = test();

    awaitState(event, "DEAD");
    assertThat(reason(event)).isEqualTo("gave up after 3 attempts: no connection: it is refused");
  }

  @Test
  void whatTheConfigurationNoLongerAllowsIsNotCalled() {
    make(receiver.url());
    rows.change("UPDATE webhook SET url = 'https://other.example/' WHERE name = ?", name);

    String event = test();

    awaitState(event, "DEAD");
    assertThat(reason(event)).contains("SLUICE_WEBHOOK_HOSTS, which does not have other.example");
  }

  @Test
  void withoutItsSecretNothingIsSent() {
    make(receiver.url());
    rows.change("UPDATE webhook SET secret_file = 'gone' WHERE name = ?", name);

    String event = test();

    awaitState(event, "DEAD");
    assertThat(reason(event)).contains("not signed", "gone");
    assertThat(receiver.connections()).isZero();
  }

  @Test
  void aSlowReceiverDoesNotHoldUpAnother() {
    receiver.then(receiver.hangs());
    make(receiver.url());
    String slow = path;
    test();
    try (TestReceiver quick = TestReceiver.start()) {
      make(quick.url(), name + "-2");
      awaitState(test(), "DELIVERED");
      assertThat(Api.asAdministrator().delete(path).statusCode()).isEqualTo(204);
    }
    path = slow;
  }

  @Test
  void anInstanceThatDiesBetweenSendAndRecordLeavesASecondDeliveryWithTheSameId() throws Exception {
    make(receiver.url());
    UUID dead = UUID.randomUUID();
    rows.change("UPDATE webhook SET sender_until = 'infinity' WHERE name = ?", name);
    String event = test();
    rows.change(
        "UPDATE webhook SET sender = ?, sender_until = clock_timestamp() + interval '1 hour'"
            + " WHERE name = ?",
        dead.toString(),
        name);
    UUID webhook = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    Head head = senders.next(webhook, dead, Duration.ofHours(1), Instant.now()).orElseThrow();
    var target = ((Check.Allowed) config.targets().check(head.url())).target();
    var message = new Message(head.event().toString(), 1, "v1,none", head.body());
    assertThat(client.send(target, message, 0).delivered()).isTrue();

    rows.change("UPDATE webhook SET sender_until = clock_timestamp() WHERE name = ?", name);

    awaitState(event, "DELIVERED");
    assertThat(receiver.received()).extracting(Received::id).containsExactly(event, event);
  }

  @Test
  void aLeaseThatIsLostEndsTheWorkOfItsInstance() {
    make(receiver.url());
    rows.change("UPDATE webhook SET sender_until = 'infinity' WHERE name = ?", name);
    test();
    UUID webhook = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));

    assertThat(senders.next(webhook, UUID.randomUUID(), Duration.ofHours(1), Instant.now()))
        .isEmpty();
    assertThat(senders.claim(UUID.randomUUID(), Duration.ofHours(1), 100, Instant.now()))
        .doesNotContain(webhook);
  }

  @Test
  void aRestartOfTheLoopLosesNothingAndKeepsTheOrder() {
    make(receiver.url());
    var events = new ArrayList<String>();
    for (int i = 0; i < 10; i++) {
      events.add(test());
    }
    loop.stop();
    try {
      for (int i = 0; i < 10; i++) {
        events.add(test());
      }
    } finally {
      loop.start();
    }

    awaitState(events.getLast(), "DELIVERED");
    assertThat(receiver.received().stream().map(Received::id).distinct().toList())
        .isEqualTo(events);
  }

  @Test
  void beyondTheLimitTheOldestAreGivenUpWithAReason() {
    make(receiver.url());
    rows.change("UPDATE webhook SET sender_until = 'infinity' WHERE name = ?", name);
    List<String> events = IntStream.range(0, 5).mapToObj(_ -> test()).toList();
    long seconds = upkeep.waiting().oldest().toSeconds();
    assertThat(upkeep.waiting().count()).isGreaterThanOrEqualTo(5);
    assertThat(seconds).isNotNegative();

    Map<Transport, Integer> dead = upkeep.giveUpBeyond(2);

    assertThat(dead.get(Transport.HTTP)).isGreaterThanOrEqualTo(3);
    assertThat(events.stream().map(this::state))
        .containsExactly("DEAD", "DEAD", "DEAD", "PENDING", "PENDING");
    assertThat(reason(events.getFirst()))
        .isEqualTo("more than 2 deliveries waited for the receiver");
  }

  private void make(String url) {
    make(url, name);
  }

  private void make(String url, String named) {
    Response made =
        Api.post(
            "/api/webhooks",
            "{\"name\":\"%s\",\"url\":\"%s\",\"kinds\":[\"action.waits\"],\"secret_file\":\"receiver\"}"
                .formatted(named, url));
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    path = "/api/webhooks/" + made.path("id");
  }

  private String test() {
    return Api.post(path + "/test", "").then().statusCode(202).extract().path("event_id");
  }

  private String reason(String event) {
    return rows.text("SELECT reason FROM delivery WHERE event_id = ?", event);
  }

  private long attempts(String event) {
    return rows.number("SELECT attempts FROM delivery WHERE event_id = ?", event);
  }

  private String state(String event) {
    return rows.text("SELECT state FROM delivery WHERE event_id = ?", event);
  }

  private void awaitState(String event, String state) {
    await().atMost(CAP).until(() -> state(event), state::equals);
  }

  /** Verifies as a receiver does, without code of this project. */
  static void verify(Received received) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    String secret = TestSystem.WEBHOOK_SECRET.substring("whsec_".length());
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
    String signed =
        received.headers().get("webhook-id")
            + "."
            + received.headers().get("webhook-timestamp")
            + "."
            + received.body();
    assertThat(received.headers().get("webhook-signature"))
        .isEqualTo(
            "v1,"
                + Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
  }
}
