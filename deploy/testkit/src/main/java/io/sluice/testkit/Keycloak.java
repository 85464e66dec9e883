package io.sluice.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A Keycloak in development mode, unpacked by the build, with realms and their persons for tests.
 * Its data is in memory. Thread-safe after its start.
 */
public final class Keycloak implements AutoCloseable {

  /** The password of everybody in the realms of the tests. */
  public static final String PASSWORD = "a-password-of-a-test";

  private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
  private static final int MAX_POLLS = 1_200;
  private static final String REALM = "sluice";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final Process process;

  private Keycloak(String url, Process process) {
    this.url = url;
    this.process = process;
  }

  /**
   * Starts Keycloak and waits for its realms.
   *
   * @param home where it was unpacked
   * @param realms the realms by name, as its import takes them; {@code sluice} is one
   * @param log the file for its output
   * @throws IllegalStateException if it ends before it is ready
   */
  public static Keycloak start(Path home, Map<String, String> realms, Path log) throws IOException {
    Path folder = Files.createDirectories(home.resolve("data/import"));
    for (var realm : realms.entrySet()) {
      Files.writeString(folder.resolve(realm.getKey() + ".json"), realm.getValue());
    }
    String url = "http://127.0.0.1:" + freePort();
    var command =
        new ProcessBuilder(
                "bash",
                "bin/kc.sh",
                "start-dev",
                "--db=dev-mem",
                "--import-realm",
                "--http-host=127.0.0.1",
                "--http-port=" + URI.create(url).getPort(),
                "--hostname=" + url)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command
        .environment()
        .put(
            "JAVA_OPTS_APPEND",
            "-XX:TieredStopAtLevel=1 -Xmx384m --add-opens=java.base/java.lang=ALL-UNNAMED");
    command.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
    command.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
    var keycloak = new Keycloak(url, command.start());
    keycloak.awaitReady(realms.keySet(), log);
    return keycloak;
  }

  private void awaitReady(Set<String> realms, Path log) {
    for (int i = 0; i < MAX_POLLS && process.isAlive(); i++) {
      if (realms.stream().allMatch(this::knows)) {
        return;
      }
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
    close();
    throw new IllegalStateException("Keycloak did not become ready, see " + log);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean knows(String realm) {
    try {
      return send(HttpRequest.newBuilder(URI.create(issuer(realm))).build()).isObject();
    } catch (UncheckedIOException | IllegalStateException notYet) {
      return false;
    }
  }

  /** The issuer of the realm {@code sluice}. */
  public String issuer() {
    return issuer(REALM);
  }

  private String issuer(String realm) {
    return url + "/realms/" + realm;
  }

  /** Tokens of a sign-in. */
  public record Tokens(String access, String refresh) {}

  /** Signs a person in. */
  public Tokens signIn(String realm, String client, String person) {
    JsonNode answer =
        post(
            realm,
            "token",
            Map.of(
                "grant_type", "password",
                "client_id", client,
                "username", person,
                "password", PASSWORD,
                "scope", "openid"));
    return new Tokens(answer.path("access_token").asText(), answer.path("refresh_token").asText());
  }

  /** Returns the access token of a person of the realm, issued for the page. */
  public String token(String person) {
    return signIn("sluice", "page", person).access();
  }

  /** Returns the access token of a program. */
  public String tokenOfProgram(String client) {
    return post(
            "sluice",
            "token",
            Map.of(
                "grant_type", "client_credentials",
                "client_id", client,
                "client_secret", "a-secret-of-a-test"))
        .path("access_token")
        .asText();
  }

  /** Signs a person out. */
  public void signOut(Tokens tokens) {
    var _ =
        post("sluice", "logout", Map.of("client_id", "page", "refresh_token", tokens.refresh()));
  }

  /** Removes a role from a person, like an administrator. */
  public void revoke(String person, String role) {
    String admin = signIn("master", "admin-cli", "admin").access();
    String users = url + "/admin/realms/sluice/users";
    String id =
        asAdmin(admin, users + "?exact=true&username=" + person).path(0).path("id").asText();
    String path = users + "/" + id + "/role-mappings/realm";
    JsonNode roles = asAdmin(admin, path);
    for (JsonNode each : roles) {
      if (each.path("name").asText().equals(role)) {
        var _ =
            send(
                HttpRequest.newBuilder(URI.create(path))
                    .header("Authorization", "Bearer " + admin)
                    .header("Content-Type", "application/json")
                    .method("DELETE", HttpRequest.BodyPublishers.ofString("[" + each + "]"))
                    .build());
      }
    }
  }

  private JsonNode asAdmin(String token, String path) {
    return send(
        HttpRequest.newBuilder(URI.create(path))
            .header("Authorization", "Bearer " + token)
            .build());
  }

  private JsonNode post(String realm, String what, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(
                each ->
                    each.getKey()
                        + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(URI.create(issuer(realm) + "/protocol/openid-connect/" + what))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private JsonNode send(HttpRequest request) {
    try {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(request + ": " + response.statusCode() + response.body());
      }
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops the start script first, so that it does not start the server again. */
  @Override
  public void close() {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
