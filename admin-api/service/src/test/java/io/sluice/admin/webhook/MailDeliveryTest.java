package io.sluice.admin.webhook;

import static io.restassured.RestAssured.given;
import static io.sluice.admin.execution.query.ExecutionApiTest.assertProblem;
import static io.sluice.admin.webhook.ScriptedRelay.dialogue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.admin.identity.StartRefused;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.sluice.admin.webhook.TestRelay.Received;
import io.sluice.admin.webhook.TestRelay.Step;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class MailDeliveryTest {

  private static final Duration CAP = Duration.ofMinutes(2);
  private static final String WEBHOOKS = "/api/webhooks";

  @Inject Rows rows;
  @Inject QueueScripts queue;
  @Inject MailConfig config;
  @Inject MeterRegistry meters;
  @Inject DeliverySender sender;
  @Inject OutboxUpkeep upkeep;
  @Inject WantedKinds wanted;
  @Inject MonotonicClock clock;
  @Inject WebhookConfig webhooks;

  private final String name = "mail-" + UUID.randomUUID();
  private final String organization = "org-" + name.substring(5, 13);
  private String path = "";

  @AfterEach
  void delete() {
    if (!path.isEmpty()) {
      assertThat(Api.asAdministrator().delete(path).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void aTestEventArrivesAsMail() {
    try (var relay = TestRelay.plain(port())) {
      double before = delivered();
      make("", "notification");

      String event = test();

      awaitState(event, "DELIVERED");
      Received received = relay.received().getFirst();
      assertThat(received.from()).isEqualTo("sluice@sluice.example");
      assertThat(received.to()).isEqualTo("ops@mail.example");
      assertThat(received.header("Message-ID"))
          .startsWith("<" + event + ".")
          .endsWith("@sluice.example>");
      assertThat(received.header("Subject")).isEqualTo("[Sluice] test of the webhook " + name);
      assertThat(received.text()).contains("Requested by: admin");
      assertThat(Api.get(path).<Integer>path("last.status_code")).isEqualTo(250);
      assertThat(delivered()).isEqualTo(before + 1);
    }
  }

  @Test
  void theOrderIsKeptWhileTheFirstOneIsRefusedForNow() {
    try (var relay = TestRelay.plain(port()).refuse(Step.RECIPIENT, 450, "greylisted")) {
      make("", "notification");
      List<String> events = held(3);

      awaitState(events.getLast(), "DELIVERED");
      assertThat(relay.received().stream().map(MailDeliveryTest::event).toList()).isEqualTo(events);
      assertThat(attempts(events.getFirst())).isEqualTo(2);
    }
  }

  @Test
  void aRefusalForGoodIsDeadAtOnceWithItsReasonAndTheNextOneArrives() {
    try (var relay = TestRelay.plain(port()).refuse(Step.RECIPIENT, 550, "5.1.1 no such user")) {
      make("", "notification");
      List<String> events = held(2);

      awaitState(events.get(1), "DELIVERED");
      assertThat(state(events.getFirst())).isEqualTo("DEAD");
      assertThat(attempts(events.getFirst())).isOne();
      assertThat(rows.text("SELECT reason FROM delivery WHERE event_id = ?", events.getFirst()))
          .isEqualTo("refused for good: the relay answered 550 5.1.1 no such user");
      assertThat(relay.received()).hasSize(1);
    }
  }

  @Test
  void everyCopyAfterALostAnswerHasTheSameMessageId() {
    try (var relay = new ScriptedRelay(port(), dialogue(_ -> {}))) {
      make("", "notification");

      String event = test();

      awaitState(event, "DEAD");
      List<String> ids =
          relay.commands().stream().filter(line -> line.startsWith("Message-ID: ")).toList();
      assertThat(ids).hasSize(3);
      assertThat(ids.stream().distinct()).hasSize(1);
      assertThat(ids.getFirst()).startsWith("Message-ID: <" + event + ".");
    }
  }

  @Test
  void aRelayThatIsAwayIsTheReasonAndAfterAllAttemptsItIsDead() {
    make("", "notification");

    String event = test();

    awaitState(event, "DEAD");
    assertThat(rows.text("SELECT reason FROM delivery WHERE event_id = ?", event))
        .isEqualTo("gave up after 3 attempts: no connection to the relay: it is refused");
  }

  @Test
  void anOrganizationHearsOfItsOwnActionsOnlyAndNobodyReadsInputOrResult() throws Exception {
    Api.awaitWorkflow("echo");
    var worker = new TestWorker(queue, "worker-mail");
    try (var relay = TestRelay.plain(port())) {
      make(",\"organization\":\"" + organization + "\"", "action.ended");
      String other = action("other");
      end(worker, other);
      String own = action(organization);
      end(worker, own);

      await().atMost(CAP).until(() -> !relay.received().isEmpty());
      Received received = relay.received().getFirst();
      assertThat(received.header("Subject")).isEqualTo("[Sluice] echo: SUCCESS");
      assertThat(received.text())
          .contains("Action id: " + own, "Organization: " + organization)
          .doesNotContain(other, "the-secret-input", "the-secret-result");
      assertThat(
              rows.number(
                  "SELECT count(*) FROM delivery WHERE webhook_id = ?",
                  path.substring(path.lastIndexOf('/') + 1)))
          .isOne();
    }
  }

  @Test
  void anotherDomainASecretAndAnAddressWithMoreBehindItAreRefusedWithTheField() {
    assertRefused(
        "url", "SLUICE_MAIL_DOMAINS, which does not have other.example", "ops@other.example", "");
    assertRefused("url", "one mailbox", "ops@mail.example\\r\\nRCPT TO:<x@evil.example>", "");
    assertRefused("url", "one mailbox", "ops@mail.example?bcc=x@evil.example", "");
    assertRefused(
        "secret_file", "is left out", "ops@mail.example", ",\"secret_file\":\"receiver\"");
  }

  @Test
  void aServerBecomesAMailboxAndTheAuditHasBoth() {
    Response made =
        Api.post(
            WEBHOOKS,
            "{\"name\":\"%s\",\"url\":\"https://hooks.example.com/in\",\"kinds\":[\"notification\"],\"secret_file\":\"receiver\"}"
                .formatted(name));
    path = WEBHOOKS + "/" + made.path("id");

    Response changed =
        given()
            .spec(Api.asAdministrator())
            .contentType(ContentType.JSON)
            .body(body("ops@mail.example", "", "notification"))
            .put(path);

    assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
    assertThat(changed.<String>path("url")).isEqualTo("mailto:ops@mail.example");
    assertThat(changed.<String>path("secret_file")).isNull();
    assertThat(
            rows.text(
                "SELECT before || ' -> ' || after FROM audit WHERE action = 'webhook.change'"
                    + " AND object = ?",
                "webhook/" + name))
        .contains("host hooks.example.com", "-> enabled, mailto:ops@mail.example");
  }

  @Test
  void settingsThatDoNotFitStopTheStart() {
    MailConfig withoutSender =
        MailClientTest.config(Map.of("sluice.mail.host", "relay.example.com"));
    var loop = new DeliveryLoop(sender, upkeep, wanted, withoutSender, clock, webhooks);

    assertThatThrownBy(loop::check)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("SLUICE_MAIL_FROM");
  }

  private int port() {
    return config.port().orElseThrow();
  }

  private double delivered() {
    return meters
        .get("sluice.webhook.deliveries")
        .tags("outcome", "delivered", "transport", "mail")
        .counter()
        .count();
  }

  private static String event(Received received) {
    String id = received.header("Message-ID");
    return id.substring(1, id.indexOf('.'));
  }

  private void make(String more, String kind) {
    Response made = Api.post(WEBHOOKS, body("ops@mail.example", more, kind));
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    path = WEBHOOKS + "/" + made.path("id");
  }

  private void assertRefused(String field, String rule, String address, String more) {
    Response refused = Api.post(WEBHOOKS, body(address, more, "notification"));
    assertProblem(refused, 422, "invalid-request");
    assertThat(refused.<String>path("errors[0].field")).isEqualTo(field);
    assertThat(refused.<String>path("errors[0].message")).contains(rule);
  }

  private String body(String address, String more, String kind) {
    return "{\"name\":\"%s\",\"url\":\"mailto:%s\",\"kinds\":[\"%s\"]%s}"
        .formatted(name, address, kind, more);
  }

  private String test() {
    return Api.post(path + "/test", "").then().statusCode(202).extract().path("event_id");
  }

  /** Makes several test events before the first of them is sent. */
  private List<String> held(int count) {
    rows.change("UPDATE webhook SET sender_until = 'infinity' WHERE name = ?", name);
    List<String> events = IntStream.range(0, count).mapToObj(_ -> test()).toList();
    rows.change("UPDATE webhook SET sender_until = '-infinity' WHERE name = ?", name);
    return events;
  }

  private static String action(String organization) {
    return Api.post(
            "/api/workflow_actions",
            "{\"workflow_type_id\":\"echo\",\"organization\":\"%s\",\"inputs\":{\"a\":\"the-secret-input\"}}"
                .formatted(organization))
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static void end(TestWorker worker, String id) throws Exception {
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    worker.succeed(claimed.attempt(), "\"the-secret-result\"");
    Api.awaitStatus(id, "SUCCESS");
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
}
