package io.sluice.admin.webhook;

import static io.sluice.admin.webhook.ScriptedRelay.dialogue;
import static io.sluice.admin.webhook.ScriptedRelay.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.webhook.MailClient.Message;
import io.sluice.admin.webhook.ReceiverAnswer.Outcome;
import io.sluice.admin.webhook.TestRelay.Received;
import io.sluice.admin.webhook.TestRelay.Step;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MailClientTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String LINES = ".\r\n.a line with a dot\r\n" + "long ".repeat(400) + "ä\r\n";
  private static final Message MESSAGE =
      new Message(
          "id-1.7@sluice.example",
          "ops@mail.example",
          new MailText("Bäume wait for votes", LINES),
          NOON);

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aMessageArrivesBehindStartTlsAndAPasswordWithItsExactText() throws Exception {
    var certificates = new TestCertificates(folder);
    try (var relay = TestRelay.startTls(certificates.context("localhost", "-1d", 5))) {
      ReceiverAnswer answer = secure(relay.port(), "starttls", certificates).send(MESSAGE, 0);

      assertThat(answer).isEqualTo(ReceiverAnswer.relayed(250));
      Received received = relay.received().getFirst();
      assertThat(received.from()).isEqualTo("sluice@sluice.example");
      assertThat(received.to()).isEqualTo("ops@mail.example");
      assertThat(received.header("Message-ID")).isEqualTo("<id-1.7@sluice.example>");
      assertThat(received.header("Date")).isEqualTo("Sun, 1 Mar 2026 12:00:00 +0000");
      assertThat(received.header("From")).isEqualTo("sluice@sluice.example");
      assertThat(received.header("To")).isEqualTo("ops@mail.example");
      assertThat(received.header("Auto-Submitted")).isEqualTo("auto-generated");
      assertThat(received.text().lines())
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(78));
      MimeMessage parsed = parsed(received);
      assertThat(parsed.getSubject()).isEqualTo("Bäume wait for votes");
      assertThat(parsed.getContent()).isEqualTo(LINES);
    }
  }

  @Test
  void tlsFromTheFirstByteWorks() throws Exception {
    var certificates = new TestCertificates(folder);
    try (var relay = TestRelay.tls(certificates.context("localhost", "-1d", 5))) {
      assertThat(secure(relay.port(), "tls", certificates).send(MESSAGE, 0).delivered()).isTrue();
      assertThat(relay.received()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"starttls", "tls"})
  void aCertificateMustBeTrustedValidAndForTheName(String mode) throws Exception {
    var certificates = new TestCertificates(folder);
    SSLContext right = certificates.context("localhost", "-1d", 5);
    SSLContext otherName = certificates.context("other.example", "-1d", 5);
    SSLContext expired = certificates.context("localhost", "-9d", 3);

    assertThat(overTls(mode, right, Map.of())).as("an unknown authority").startsWith("no trust");
    Map<String, String> trusting = authorities(certificates);
    assertThat(overTls(mode, right, trusting)).isEmpty();
    assertThat(overTls(mode, otherName, trusting)).as("other name").startsWith("no trust");
    assertThat(overTls(mode, expired, trusting)).as("expired").startsWith("no trust");
  }

  @Test
  void aWrongPasswordIsTriedAgainAndNotTold() throws Exception {
    var certificates = new TestCertificates(folder);
    try (var relay = TestRelay.startTls(certificates.context("localhost", "-1d", 5))) {
      var client = secure(relay.port(), "starttls", certificates);
      Files.writeString(folder.resolve("password"), "another-password\n");

      ReceiverAnswer answer = client.send(MESSAGE, 0);

      assertThat(answer.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(answer.statusCode()).isEqualTo(535);
      assertThat(answer.reason())
          .startsWith("the relay refused user name and password: 535")
          .doesNotContain("another-password");
      assertThat(relay.received()).isEmpty();

      Files.writeString(folder.resolve("password"), TestRelay.PASSWORD + "\n");
      assertThat(client.send(MESSAGE, 1).delivered()).as("the file is read again").isTrue();
    }
  }

  @Test
  void aRelayWithoutStartTlsGetsNoPasswordAndNoMessage() {
    try (var relay = new ScriptedRelay(says("220 relay"), says("250-relay", "250 AUTH PLAIN"))) {
      ReceiverAnswer answer =
          client(relay.port(), Map.of("sluice.mail.tls", "starttls")).send(MESSAGE, 0);

      assertThat(answer.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(answer.reason()).contains("STARTTLS is required");
      assertThat(relay.commands()).noneMatch(line -> line.matches("(AUTH|MAIL|RCPT|DATA).*"));
    }
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void aRefusalForGoodIsBelievedAtEachStepAndTheNextMessageIsTaken(Step step) {
    try (var relay = TestRelay.plain(0).refuse(step, 550, "5.1.1 there is no such user")) {
      ReceiverAnswer answer = client(relay.port()).send(MESSAGE, 0);

      assertThat(answer.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(answer.statusCode()).isEqualTo(550);
      assertThat(answer.reason()).isEqualTo("the relay answered 550 5.1.1 there is no such user");
      assertThat(client(relay.port()).send(MESSAGE, 1).delivered()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void aRefusalForNowIsTriedAgain(Step step) {
    try (var relay = TestRelay.plain(0).refuse(step, 450, "4.2.0 greylisted")) {
      ReceiverAnswer answer = client(relay.port()).send(MESSAGE, 0);

      assertThat(answer)
          .isEqualTo(ReceiverAnswer.failed(450, "the relay answered 450 4.2.0 greylisted"));
    }
  }

  @ParameterizedTest
  @CsvSource({"421", "554"})
  void aRelayThatRefusesTheConnectionIsTriedAgain(int code) {
    try (var relay = new ScriptedRelay(says(code + " not now"), says("221 bye"))) {
      assertThat(client(relay.port()).send(MESSAGE, 0))
          .isEqualTo(
              ReceiverAnswer.failed(code, "the relay answered " + code + " to the connection"));
    }
  }

  @Test
  void whoRefusesTheConnectionIsNamed() throws Exception {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    assertThat(client(port).send(MESSAGE, 0))
        .isEqualTo(ReceiverAnswer.failed("no connection to the relay: it is refused"));
  }

  @Test
  void aRelayThatHangsOrDripsEndsWithTheTimeoutForAllOfTheAttempt() {
    ReceiverAnswer late = ReceiverAnswer.failed("the relay did not take the message within 300 ms");
    try (var silent = new ScriptedRelay()) {
      try (var relay = new ScriptedRelay(silent.hangs())) {
        assertThat(impatient(relay)).isEqualTo(late);
      }
      try (var relay = new ScriptedRelay(silent.drips())) {
        assertThat(impatient(relay)).isEqualTo(late);
      }
      try (var relay = new ScriptedRelay(dialogue(silent.hangs()))) {
        assertThat(impatient(relay)).isEqualTo(late);
        assertThat(relay.commands()).endsWith(".");
      }
    }
  }

  @Test
  void aConnectionThatEndsInTheMiddleIsAFailure() {
    try (var relay = new ScriptedRelay(says("220 relay"))) {
      assertBroken(client(relay.port()).send(MESSAGE, 0));
    }
    try (var relay = new ScriptedRelay(says("220 relay"), says("250 relay"), says("250 sender"))) {
      assertBroken(client(relay.port()).send(MESSAGE, 0));
    }
    try (var relay = new ScriptedRelay(dialogue(says("2")))) {
      assertBroken(client(relay.port()).send(MESSAGE, 0));
    }
  }

  @Test
  void anAnswerWithoutAnEndIsNotKept() {
    try (var relay = new ScriptedRelay(ScriptedRelay.endlessLine())) {
      assertThat(client(relay.port()).send(MESSAGE, 0).reason()).contains("more than 262144 bytes");
    }
    try (var relay = new ScriptedRelay(ScriptedRelay.endlessLines())) {
      assertThat(client(relay.port()).send(MESSAGE, 0).reason()).contains("more than 262144 bytes");
    }
  }

  @Test
  void aLongRefusalIsCutAndIsOneLine() {
    try (var relay =
        new ScriptedRelay(
            dialogue(says("550-no\u0007 ".repeat(2), "550-" + "a".repeat(900), "550 no")))) {
      ReceiverAnswer answer = client(relay.port()).send(MESSAGE, 0);

      assertThat(answer.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(answer.reason()).hasSizeLessThanOrEqualTo(330).doesNotMatch(".*\\p{Cntrl}.*");
    }
  }

  @Test
  void aMessageThatIsTakenIsDeliveredAlsoIfTheRelayLeavesAtOnce() {
    try (var relay = new ScriptedRelay(dialogue(says("250 taken")))) {
      assertThat(client(relay.port()).send(MESSAGE, 0)).isEqualTo(ReceiverAnswer.relayed(250));
    }
  }

  @Test
  void withoutItsFilesNothingIsSent() {
    var settings =
        Map.of("sluice.mail.username", "sluice", "sluice.mail.password-file", "/no/such/file");
    try (var relay = TestRelay.plain(0)) {
      assertThat(client(relay.port(), settings).send(MESSAGE, 0).reason())
          .isEqualTo("not sent: SLUICE_MAIL_PASSWORD_FILE names a file that cannot be read");
      assertThat(
              client(relay.port(), Map.of("sluice.mail.ca-file", "/no/such/file"))
                  .send(MESSAGE, 0)
                  .reason())
          .isEqualTo("not sent: SLUICE_MAIL_CA_FILE names a file without certificates in PEM");
      assertThat(relay.received()).isEmpty();
    }
  }

  private static void assertBroken(ReceiverAnswer answer) {
    assertThat(answer.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(answer.statusCode()).isNull();
    assertThat(answer.reason()).isNotEmpty();
  }

  private ReceiverAnswer impatient(ScriptedRelay relay) {
    return client(relay.port(), Map.of("sluice.mail.timeout", "300ms")).send(MESSAGE, 0);
  }

  private String overTls(String mode, SSLContext context, Map<String, String> more)
      throws Exception {
    var settings = new HashMap<>(credentials());
    settings.putAll(more);
    settings.put("sluice.mail.tls", mode);
    try (var relay = mode.equals("tls") ? TestRelay.tls(context) : TestRelay.startTls(context)) {
      String reason = client(relay.port(), settings).send(MESSAGE, 0).reason();
      assertThat(relay.received()).hasSize(reason.isEmpty() ? 1 : 0);
      return reason;
    }
  }

  private MailClient secure(int port, String mode, TestCertificates certificates) throws Exception {
    var settings = new HashMap<>(credentials());
    settings.putAll(authorities(certificates));
    settings.put("sluice.mail.tls", mode);
    return client(port, settings);
  }

  private Map<String, String> authorities(TestCertificates certificates) throws Exception {
    return Map.of("sluice.mail.ca-file", certificates.authorities().toString());
  }

  private Map<String, String> credentials() throws Exception {
    Path password = folder.resolve("password");
    Files.writeString(password, TestRelay.PASSWORD + "\n");
    return Map.of(
        "sluice.mail.username", TestRelay.USER, "sluice.mail.password-file", password.toString());
  }

  private MailClient client(int port) {
    return client(port, Map.of());
  }

  private MailClient client(int port, Map<String, String> settings) {
    var all =
        new HashMap<>(
            Map.of(
                "sluice.mail.host", "localhost",
                "sluice.mail.port", Integer.toString(port),
                "sluice.mail.from", "sluice@sluice.example",
                "sluice.mail.tls", "none",
                "sluice.mail.allow-plain", "true",
                "sluice.mail.timeout", "60s"));
    all.putAll(settings);
    return new MailClient(vertx, config(all), ReceiverClientTest.config(Map.of()));
  }

  static MailConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(MailConfig.class)
        .withDefaultValues(settings)
        .build()
        .getConfigMapping(MailConfig.class);
  }

  private static MimeMessage parsed(Received received) throws Exception {
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream(received.text().getBytes(StandardCharsets.UTF_8)));
  }
}
