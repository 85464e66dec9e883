package io.sluice.admin.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.webhook.ReceiverClient.Message;
import io.sluice.admin.webhook.TargetRules.Target;
import io.sluice.admin.webhook.TestReceiver.Behaviour;
import io.sluice.admin.webhook.TestReceiver.Received;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverClientTest {

  private static final Message MESSAGE = new Message("id-1", 1, "v1,signature", "{\"a\":1}");

  private final Vertx vertx = Vertx.vertx();
  private final TestReceiver receiver = TestReceiver.start();
  private final ReceiverClient client = client(Map.of());

  @AfterEach
  void close() {
    receiver.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aMessageArrivesWithItsHeadersAndItsExactBody() throws Exception {
    ReceiverAnswer answer = send();

    assertThat(answer.delivered()).isTrue();
    Received received = receiver.received().getFirst();
    assertThat(received.line()).isEqualTo("POST /hook?a=b HTTP/1.1");
    assertThat(received.body()).isEqualTo(MESSAGE.body());
    assertThat(received.headers())
        .containsEntry("host", "localhost:" + receiver.port())
        .containsEntry("content-type", "application/json")
        .containsEntry("webhook-id", "id-1")
        .containsEntry("webhook-timestamp", "1")
        .containsEntry("webhook-signature", "v1,signature")
        .doesNotContainKeys("cookie", "traceparent", "authorization");
  }

  @Test
  void whoRefusesTheConnectionIsNamed() throws Exception {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    assertThat(client.send(target(port), MESSAGE, 0))
        .isEqualTo(ReceiverAnswer.failed("no connection: it is refused"));
  }

  @Test
  void aResetInTheAnswerIsAFailure() throws Exception {
    assertThat(sendTo(TestReceiver.resetsInTheHead()).reason()).startsWith("the connection broke");
  }

  @Test
  void whoNeverAnswersEndsWithTheTimeout() throws Exception {
    receiver.first(receiver.hangs());

    assertThat(impatient().send(target(receiver.port()), MESSAGE, 0).reason())
        .isEqualTo("no answer within 300 ms");
  }

  @Test
  void aHeadThatComesDropByDropEndsWithTheTimeout() throws Exception {
    receiver.first(receiver.drips());

    assertThat(impatient().send(target(receiver.port()), MESSAGE, 0).reason())
        .isEqualTo("no answer within 300 ms");
  }

  @Test
  void anErrorKeepsItsStatusAndTheWaitThatItAsksFor() throws Exception {
    assertThat(sendTo(TestReceiver.answers(500))).isEqualTo(ReceiverAnswer.of(500, null));
    assertThat(sendTo(TestReceiver.answers(429, "Retry-After: 60")))
        .isEqualTo(ReceiverAnswer.of(429, "60"));
    assertThat(sendTo(TestReceiver.answers(410)).statusCode()).isEqualTo(410);
  }

  @Test
  void aRedirectToAPrivateAddressIsNotFollowed() throws Exception {
    try (TestReceiver inside = TestReceiver.start()) {
      ReceiverAnswer answer = sendTo(TestReceiver.answers(302, "Location: " + inside.url()));

      assertThat(answer.statusCode()).isEqualTo(302);
      assertThat(answer.delivered()).isFalse();
      assertThat(inside.connections()).isZero();
    }
  }

  @Test
  void anEndlessBodyIsNotRead() throws Exception {
    var written = new AtomicInteger();

    assertThat(sendTo(TestReceiver.endlessBody(written)).delivered()).isTrue();

    // What fits into the buffers of the sockets, and no more.
    assertThat(written.get()).isLessThan(1_000);
  }

  @Test
  void aHeadThatIsTooLargeIsAFailure() throws Exception {
    assertThat(sendTo(TestReceiver.answers(200, "X-Large: " + "a".repeat(20_000))).delivered())
        .isFalse();
  }

  @Test
  void aCertificateMustBeForTheNameAndValid(@TempDir Path folder) throws Exception {
    var certificates = new TestCertificates(folder);
    ServerSocketFactory right = certificates.sockets("localhost", "-1d", 5);
    ServerSocketFactory otherName = certificates.sockets("other.example", "-1d", 5);
    ServerSocketFactory expired = certificates.sockets("localhost", "-9d", 3);
    String authorities = certificates.authorities().toString();
    ReceiverClient trusting = client(Map.of("sluice.webhook.ca-file", authorities));

    assertThat(overTls(trusting, right).delivered()).isTrue();
    assertThat(overTls(client, right).reason()).as("an unknown authority").startsWith("no trust");
    assertThat(overTls(trusting, otherName).reason()).as("other name").startsWith("no trust");
    assertThat(overTls(trusting, expired).reason()).as("expired").startsWith("no trust");
  }

  @Test
  void aNameThatIsPublicFirstAndThenLoopbackReachesItsCheckedAddressOnly() throws Exception {
    try (TestReceiver outside =
            TestReceiver.start(ServerSocketFactory.getDefault(), "127.0.0.2", 0);
        TestReceiver inside =
            TestReceiver.start(ServerSocketFactory.getDefault(), "127.0.0.1", outside.port())) {
      var asked = new AtomicInteger();
      NameResolver rebinding =
          _ -> List.of(address(asked.getAndIncrement() == 0 ? "127.0.0.2" : "127.0.0.1"));
      // 127.0.0.2 stands for a public address, because tests do not call the internet.
      ReceiverClient rebound =
          new ReceiverClient(
              vertx, config(Map.of()), rebinding, each -> each.equals(address("127.0.0.2")));
      var target = new Target(false, "rebind.example", outside.port(), "/", false);

      ReceiverAnswer first = rebound.send(target, MESSAGE, 0);
      assertThat(asked).as("resolved once for an attempt").hasValue(1);
      ReceiverAnswer second = rebound.send(target, MESSAGE, 1);

      assertThat(first.delivered()).isTrue();
      assertThat(second.reason())
          .startsWith("the name rebind.example has the address 127.0.0.1, which is not public");
      assertThat(outside.received()).hasSize(1);
      assertThat(inside.connections()).isZero();
    }
  }

  @Test
  void oneAddressOfSeveralThatIsNotPublicRefusesTheName() throws Exception {
    var mixed = List.of(address("8.8.8.8"), address("::1"));
    var guarded = new ReceiverClient(vertx, config(Map.of()), _ -> mixed, AddressRules::isPublic);

    ReceiverAnswer answer =
        guarded.send(new Target(false, "mixed.example", receiver.port(), "/", false), MESSAGE, 0);

    assertThat(answer.reason()).contains("mixed.example", "not public");
    assertThat(receiver.connections()).isZero();
  }

  @Test
  void aNameWithoutAnAddressIsSaid() throws Exception {
    var nowhere =
        new ReceiverClient(
            vertx,
            config(Map.of()),
            host -> {
              throw new UnknownHostException(host);
            },
            AddressRules::isPublic);

    assertThat(nowhere.send(target(1), MESSAGE, 0).reason())
        .isEqualTo("the name localhost has no address");
  }

  private ReceiverAnswer sendTo(Behaviour behaviour) throws InterruptedException {
    receiver.first(behaviour);
    return send();
  }

  private ReceiverAnswer send() throws InterruptedException {
    return client.send(target(receiver.port()), MESSAGE, 0);
  }

  private static ReceiverAnswer overTls(ReceiverClient client, ServerSocketFactory sockets)
      throws InterruptedException {
    try (TestReceiver secure = TestReceiver.start(sockets, "127.0.0.1", 0)) {
      return client.send(new Target(true, "localhost", secure.port(), "/", true), MESSAGE, 0);
    }
  }

  private static Target target(int port) {
    return new Target(false, "localhost", port, "/hook?a=b", true);
  }

  private ReceiverClient impatient() {
    return client(Map.of("sluice.webhook.timeout", "300ms"));
  }

  private ReceiverClient client(Map<String, String> settings) {
    return new ReceiverClient(
        vertx, config(settings), _ -> List.of(address("127.0.0.1")), AddressRules::isPublic);
  }

  static WebhookConfig config(Map<String, String> settings) {
    var all = new HashMap<>(Map.of("sluice.webhook.timeout", "20s"));
    all.putAll(settings);
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(WebhookConfig.class)
        .withDefaultValues(all)
        .build()
        .getConfigMapping(WebhookConfig.class);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
