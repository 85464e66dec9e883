package io.sluice.admin;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** PostgreSQL, Redis, a bundle folder and a first administrator, for all tests. */
public final class TestSystem implements QuarkusTestResourceLifecycleManager {

  public static final String TOKEN = "slu_test-token-of-the-first-administrator";
  public static final String USERNAME = "admin";
  public static final String PASSWORD = "a-long-test-password";

  /** Content of the file {@code receiver} among the secrets of webhooks. */
  public static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private @Nullable EmbeddedPostgres postgres;
  private @Nullable RedisServer redis;

  @Override
  public Map<String, String> start() {
    try {
      EmbeddedPostgres database =
          EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
      postgres = database;
      int port = freePort();
      RedisServer server =
          RedisServer.newRedisServer()
              .port(port)
              .setting("save \"\"")
              .setting("appendonly no")
              .build();
      redis = server;
      server.start();
      Path folder = Files.createTempDirectory("sluice-bundles");
      Files.write(folder.resolve("samples.jar"), TestJars.jar(TestJars.workflow("echo")));
      Path administrator = Files.createTempFile("sluice-admin", ".properties");
      Files.writeString(
          administrator,
          "username=%s%npassword=%s%ntoken=%s%n".formatted(USERNAME, PASSWORD, TOKEN));
      Path secrets = Files.createTempDirectory("sluice-webhook-secrets");
      Files.writeString(secrets.resolve("receiver"), WEBHOOK_SECRET);
      return Map.ofEntries(
          Map.entry("sluice.webhook.hosts", "hooks.example.com"),
          Map.entry("sluice.webhook.private-hosts", "localhost"),
          Map.entry("sluice.webhook.allow-http", "true"),
          Map.entry("sluice.webhook.secrets-directory", secrets.toString()),
          Map.entry("sluice.webhook.first-retry", "50ms"),
          Map.entry("sluice.webhook.max-attempts", "3"),
          Map.entry("sluice.mail.host", "localhost"),
          Map.entry("sluice.mail.port", Integer.toString(freePort())),
          Map.entry("sluice.mail.tls", "none"),
          Map.entry("sluice.mail.allow-plain", "true"),
          Map.entry("sluice.mail.from", "sluice@sluice.example"),
          Map.entry("sluice.mail.domains", "mail.example"),
          Map.entry("quarkus.datasource.jdbc.url", database.getJdbcUrl("postgres", "postgres")),
          Map.entry("quarkus.datasource.username", "postgres"),
          Map.entry(
              "quarkus.datasource.jdbc.additional-jdbc-properties.options",
              "-c statement_timeout=1500 -c synchronous_commit=on"),
          Map.entry("quarkus.redis.hosts", "redis://127.0.0.1:" + port),
          Map.entry("sluice.bundle.folder", folder.toString()),
          Map.entry("sluice.bundle.look-every", "200ms"),
          Map.entry("execution.max-retries", "0"),
          Map.entry("execution.longest-timeout-seconds", "100000"),
          Map.entry("sluice.queue.tick", "200ms"),
          Map.entry("sluice.queue.window", "30000"),
          Map.entry("sluice.queue.republish-waiting-after", "500ms"),
          Map.entry("sluice.queue.republish-running-after", "1s"),
          Map.entry("sluice.security.token-cache", "100ms"),
          Map.entry("sluice.security.requests-per-second", "100000"),
          Map.entry("sluice.security.refused-tokens-per-minute", "100000"),
          Map.entry("sluice.security.agent-actions-per-minute", "10"),
          Map.entry("sluice.security.audited-refusals-per-minute", "100000"),
          Map.entry("sluice.execution.waiting-per-organization", "20000"),
          Map.entry("sluice.audit.check-every", "500ms"),
          Map.entry("sluice.live.recheck", "200ms"),
          Map.entry("sluice.mcp.writes", "true"),
          Map.entry("sluice.request.longest", "4s"),
          Map.entry("sluice.security.initial-administrator-file", administrator.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    try {
      if (redis != null) {
        redis.stop();
      }
      if (postgres != null) {
        postgres.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
