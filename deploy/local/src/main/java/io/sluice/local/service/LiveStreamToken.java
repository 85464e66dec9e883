package io.sluice.local.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.local.child.Stopwatch;
import io.sluice.local.state.Credentials;
import io.sluice.local.state.PrivateFile;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    try (var api = new ApiClient(adminApi, Files.exists(file) ? read(file) : "", ANSWER)) {
      if (api.get("/api/platform/workers").status() != 200) {
        PrivateFile.write(file, create(adminApi, administrator) + "\n");
      }
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  /** Creates a token. This needs a sign-in, because a personal token cannot create another one. */
  private static String create(String adminApi, Credentials administrator)
      throws IOException, InterruptedException {
    var signIn = Map.of("username", administrator.username(), "password", administrator.password());
    String session;
    try (var api = new ApiClient(adminApi, "", ANSWER)) {
      session =
          api.post("/api/sign-in", JSON.writeValueAsString(signIn))
              .success()
              .path("token")
              .asText();
    }
    try (var api = new ApiClient(adminApi, session, ANSWER)) {
      var wish =
          Map.of(
              "name", "diagnostics-web",
              "role", "viewer",
              "expires_at", Stopwatch.wallClock().plus(GOOD_FOR).toString());
      var answer = api.post("/api/me/tokens", JSON.writeValueAsString(wish));
      api.delete("/api/sign-in");
      return answer.success().path("secret").asText();
    }
  }
}
