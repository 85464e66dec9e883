package io.sluice.admin.security;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Keycloak with the realms of src/test/keycloak, as the provider of the service. */
public final class KeycloakServer implements QuarkusTestResourceLifecycleManager {

  static final String URL = "sluice.test.keycloak";

  private static final Duration CAP = Duration.ofMinutes(2);

  private @Nullable Process process;

  /** After the system of all tests, whose settings it changes. */
  @Override
  public int order() {
    return 100;
  }

  @Override
  public Map<String, String> start() {
    try {
      int port = freePort();
      Path home = home();
      Path realms = Files.createDirectories(home.resolve("data").resolve("import"));
      for (String realm : new String[] {"sluice.json", "other.json"}) {
        Files.copy(
            Path.of("src", "test", "keycloak", realm),
            realms.resolve(realm),
            StandardCopyOption.REPLACE_EXISTING);
      }
      process = launched(home, port);
      String url = "http://127.0.0.1:" + port;
      awaitRealm(url + "/realms/other");
      System.setProperty(URL, url);
      return Map.of(
          "sluice.oidc.enabled", "true",
          "sluice.oidc.issuer", url + "/realms/sluice",
          "sluice.oidc.audience", "sluice-api",
          "sluice.oidc.roles.viewer", "staff",
          "sluice.oidc.roles.platform-admin", "platform-team");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Path home() throws IOException {
    try (var unpacked = Files.list(Path.of("target", "keycloak"))) {
      return unpacked.filter(Files::isDirectory).findFirst().orElseThrow().toAbsolutePath();
    }
  }

  private static Process launched(Path home, int port) throws IOException {
    var builder =
        new ProcessBuilder(
            "sh",
            home.resolve("bin").resolve("kc.sh").toString(),
            "start-dev",
            "--import-realm",
            "--http-host=127.0.0.1",
            "--http-port=" + port,
            "--log-level=warn");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx400m");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(Path.of("target", "keycloak.log").toFile())
        .start();
  }

  private static void awaitRealm(String url) {
    HttpClient http = HttpClient.newHttpClient();
    await()
        .atMost(CAP)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(
            () ->
                http.send(
                            HttpRequest.newBuilder(URI.create(url)).build(),
                            HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                    == 200);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
