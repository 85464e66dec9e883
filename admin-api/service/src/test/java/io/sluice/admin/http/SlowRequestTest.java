package io.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.LoggedErrors;
import io.sluice.admin.TestSystem;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks slow clients; the limit of the tests is four seconds. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class SlowRequestTest {

  private static final String GOOD = "{\"workflow\":\"echo\"}";

  private LoggedErrors errors;

  @BeforeEach
  void errorsAreHeard() {
    Api.awaitWorkflow("echo");
    errors = LoggedErrors.heard();
  }

  @AfterEach
  void aSlowCallerIsNotLoggedAsAnError() {
    errors.close();
    assertThat(errors.messages()).isEmpty();
  }

  @Test
  void aBodyThatComesByteByByteIsRefusedInWordsAndTheConnectionIsClosed() throws IOException {
    try (var client = new SlowClient()) {
      client.send(head("Content-Length: 1000", TestSystem.TOKEN));

      String answer = client.trickle(GOOD.charAt(0), ' ');

      assertThat(answer).startsWith("HTTP/1.1 408").contains("request-too-slow");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void aBodyThatComesInPiecesWithinTheTimeIsTaken() throws IOException {
    try (var client = new SlowClient()) {
      client.send(head("Content-Length: " + GOOD.length(), TestSystem.TOKEN));
      for (int i = 0; i < GOOD.length(); i += 2) {
        client.pause();
        client.send(GOOD.substring(i, Math.min(i + 2, GOOD.length())));
      }

      assertThat(client.answer()).startsWith("HTTP/1.1 202");
    }
  }

  @Test
  void aBodyThatNeverComesEndsItsConnection() throws IOException {
    try (var client = new SlowClient()) {
      client.send(head("Content-Length: 1000", TestSystem.TOKEN));

      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void whoIsRefusedAndSendsOnIsCutOff() throws IOException {
    try (var client = new SlowClient()) {
      client.send(head("Content-Length: 100000", "slu_made-up"));
      assertThat(client.trickle('{', ' ')).startsWith("HTTP/1.1 401");

      assertThat(client.isCutOffWhileSending()).isTrue();
    }
  }

  @Test
  void aBodyOfUnknownLengthIsCounted() throws IOException {
    String piece = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
    try (var client = new SlowClient()) {
      client.send(head("Transfer-Encoding: chunked", TestSystem.TOKEN));
      for (int i = 0; i < 17; i++) {
        client.sendIfOpen(piece);
      }

      assertThat(client.answer()).startsWith("HTTP/1.1 413");
    }
  }

  private static String head(String length, String token) {
    return "POST /api/executions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + "Authorization: Bearer "
        + token
        + "\r\n"
        + length
        + "\r\n\r\n";
  }
}
