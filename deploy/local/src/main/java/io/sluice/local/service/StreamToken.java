package io.sluice.local.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.local.child.Stopwatch;
import io.sluice.local.state.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The token with which diagnostics-web reads the live stream: one of the role viewer, in a file
 * that only its owner can read. Made at the first start, so that a stranger needs to do nothing.
 */
public final class StreamToken {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration GOOD_FOR = Duration.ofDays(365);
  private static final ObjectMapper JSON = new ObjectMapper();

  private StreamToken() {}

  /**
   * Leaves a good token in the file: the one that is there, or a new one.
   *
   * @param adminToken of somebody who may make a token for himself
   * @throws IOException when admin-api made none
   */
  public static void ensure(String adminApi, String adminToken, Path file)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newBuilder().connectTimeout(ANSWER).build()) {
      if (Files.exists(file) && isGood(http, adminApi, Files.readString(file).strip())) {
        return;
      }
      var wish =
          Map.of(
              "name", "diagnostics-web",
              "role", "viewer",
              "expires_at", Stopwatch.wallClock().plus(GOOD_FOR).toString());
      var request =
          request(adminApi + "/api/me/tokens", adminToken)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(JSON.writeValueAsString(wish)));
      var secret = JSON.readTree(send(http, request, 201).body()).path("secret").asText();
      PrivateFile.write(file, secret + "\n");
    }
  }

  private static boolean isGood(HttpClient http, String adminApi, String token)
      throws IOException, InterruptedException {
    var request = request(adminApi + "/api/platform/workers", token).GET().build();
    return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }

  private static HttpResponse<String> send(
      HttpClient http, HttpRequest.Builder request, int expected)
      throws IOException, InterruptedException {
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != expected) {
      throw new IOException(
          "admin-api made no token for the live stream: it answered HTTP " + answer.statusCode());
    }
    return answer;
  }

  private static HttpRequest.Builder request(String url, String token) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "Bearer " + token)
        .timeout(ANSWER);
  }
}
