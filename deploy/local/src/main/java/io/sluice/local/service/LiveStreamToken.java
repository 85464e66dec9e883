package io.sluice.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.local.child.Stopwatch;
import io.sluice.local.state.Credentials;
import io.sluice.local.state.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * The token with which diagnostics-web reads the live stream: one of the role viewer, in a file
 * that only its owner can read. Created at the first start, so that nothing must be configured.
 */
public final class LiveStreamToken {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration GOOD_FOR = Duration.ofDays(365);
  private static final ObjectMapper JSON = new ObjectMapper();

  private LiveStreamToken() {}

  /**
   * Leaves a good token in the file: the one that is there, or a new one.
   *
   * @throws IOException with a sentence when admin-api made none
   */
  public static void ensure(String adminApi, Credentials administrator, Path file)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newBuilder().connectTimeout(ANSWER).build()) {
      var api = new Api(http, adminApi);
      if (!Files.exists(file) || !api.isGood(Files.readString(file).strip())) {
        PrivateFile.write(file, api.made(administrator) + "\n");
      }
    }
  }

  private record Api(HttpClient http, String url) {

    boolean isGood(String token) throws IOException, InterruptedException {
      var request = request("/api/platform/workers", token).GET().build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }

    /** A personal token makes no other one, so this needs a sign-in. */
    String made(Credentials administrator) throws IOException, InterruptedException {
      var signIn =
          Map.of("username", administrator.username(), "password", administrator.password());
      var session = post("/api/sign-in", "", signIn, 200).path("token").asText();
      var wish =
          Map.of(
              "name", "diagnostics-web",
              "role", "viewer",
              "expires_at", Stopwatch.wallClock().plus(GOOD_FOR).toString());
      var secret = post("/api/me/tokens", session, wish, 201).path("secret").asText();
      http.send(request("/api/sign-in", session).DELETE().build(), BodyHandlers.discarding());
      return secret;
    }

    private JsonNode post(String path, String token, Map<String, String> body, int expected)
        throws IOException, InterruptedException {
      var request =
          request(path, token)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != expected) {
        throw new IOException(
            String.format(
                Locale.ROOT, "admin-api answered HTTP %d to POST %s", answer.statusCode(), path));
      }
      return JSON.readTree(answer.body());
    }

    private HttpRequest.Builder request(String path, String token) {
      var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER);
      return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }
  }
}
