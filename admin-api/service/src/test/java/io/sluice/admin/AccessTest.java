package io.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Calls every operation with every role and compares the result with the file access.txt, which has
 * the table of docs/security.md. An operation that is missing there fails the test.
 */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class AccessTest {

  private static final List<String> ROLES =
      List.of("viewer", "agent", "operator", "deployer", "platform-admin");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String WEB_SOCKET = "io.quarkus.websockets.next.WebSocket";

  @Inject Rows rows;

  /**
   * Access rule of an operation.
   *
   * @param least anyone, signed-in, or the lowest role that may call it
   */
  private record Access(String method, String path, String least) {

    static Access of(String line) {
      String[] words = line.split(" +", -1);
      return new Access(words[0], words[1], words[2]);
    }

    String operation() {
      return method + " " + path;
    }

    boolean allows(@Nullable String role) {
      return switch (least) {
        case "anyone" -> true;
        case "signed-in" -> role != null;
        default -> role != null && ROLES.indexOf(role) >= ROLES.indexOf(least);
      };
    }

    /**
     * Content type that the operation accepts; another one would be refused before the role is
     * checked.
     */
    String contentType() {
      return operation().equals("POST /api/bundles")
          ? "multipart/form-data; boundary=none"
          : "application/json";
    }

    String concretePath() {
      return path.replaceAll("\\{[^}]*}", "00000000-0000-7000-8000-000000000000");
    }
  }

  @Test
  void everyOperationIsListedAndNoOther() throws IOException {
    var published = new TreeSet<String>();
    Map<String, Map<String, Object>> paths = Api.get("/q/openapi?format=json").path("paths");
    paths.forEach(
        (path, item) ->
            item.keySet().stream()
                .filter(key -> key.matches("get|post|put|patch|delete|head|options"))
                .forEach(method -> published.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    webSockets().forEach(path -> published.add("WS " + path));

    assertThat(listed().stream().map(Access::operation).toList())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(published);
  }

  @Test
  void everyOperationIsOpenToItsRolesOnly() throws IOException {
    var wrong = new TreeSet<String>();
    for (Access access : listed()) {
      check(access, null, null, wrong);
      check(access, "expired", rows.signedIn("platform-admin", "-1 second"), wrong);
      check(access, "made-up", "slu_made-up", wrong);
      for (String role : ROLES) {
        check(access, role, rows.signedIn(role), wrong);
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void theDocumentOfTheApiIsForWhoIsSignedIn() {
    for (String path :
        List.of(
            "/q/openapi", "/q/openapi.json", "/q/openapi.yaml", "/q/openapi.yml", "/q/openapi/")) {
      var document = new Access("GET", path, "viewer");

      assertThat(status(document, null)).as(path).isEqualTo(401);
      assertThat(status(document, "slu_made-up")).as(path).isEqualTo(401);
      assertThat(status(document, rows.token("viewer"))).as(path).isIn(200, 404);
    }
    assertThat(status(new Access("GET", "/q/openapi", "viewer"), rows.token("viewer")))
        .isEqualTo(200);
  }

  private static void check(
      Access access, @Nullable String who, @Nullable String token, Set<String> wrong) {
    int status = status(access, token);
    boolean known = who != null && ROLES.contains(who);
    boolean right =
        access.allows(known ? who : null)
            ? (status != 401 || access.least().equals("anyone")) && status != 403 && status < 500
            : status == (known ? 403 : 401);
    if (!right) {
      wrong.add(access.operation() + " as " + who + ": " + status);
    }
  }

  private static int status(Access access, @Nullable String token) {
    return access.method().equals("WS")
        ? handshake(access.concretePath(), token)
        : call(access, token);
  }

  /** Calls an operation with a body that none accepts, so that nothing changes. */
  private static int call(Access access, @Nullable String token) {
    try {
      var request =
          HttpRequest.newBuilder(uri("http", access.concretePath()))
              .header("Content-Type", access.contentType())
              .method(access.method(), HttpRequest.BodyPublishers.ofString("{\"no_such\":1}"));
      if (token != null) {
        request.header("Authorization", "Bearer " + token);
      }
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the status of a handshake: 101 if the upgrade is allowed. */
  private static int handshake(String path, @Nullable String token) {
    try {
      var builder = HTTP.newWebSocketBuilder();
      if (token != null) {
        builder.header("Authorization", "Bearer " + token);
      }
      builder.buildAsync(uri("ws", path), new WebSocket.Listener() {}).join().abort();
      return 101;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  private static URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + RestAssured.port + path);
  }

  private static List<String> webSockets() {
    return new ClassFileImporter()
        .importPackages("io.sluice.admin").stream()
            .filter(each -> each.isAnnotatedWith(WEB_SOCKET))
            .map(AccessTest::webSocketPath)
            .toList();
  }

  private static String webSocketPath(JavaClass socket) {
    return socket.getAnnotationOfType(WEB_SOCKET).get("path").orElseThrow().toString();
  }

  private static List<Access> listed() throws IOException {
    return Files.readAllLines(Path.of("src", "test", "resources", "access.txt")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Access::of)
        .toList();
  }
}
