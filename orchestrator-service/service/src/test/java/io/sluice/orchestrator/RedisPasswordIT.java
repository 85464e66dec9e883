package io.sluice.orchestrator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service reads the password of Redis from a mounted file, for both its clients. */
class RedisPasswordIT {

  private static final Duration CAP = Duration.ofMinutes(1);
  private static final Pattern REFUSED = Pattern.compile("cmdstat_(\\w+):.*rejected_calls=[1-9]");

  @TempDir private Path folder = Path.of("");

  @Test
  void bothClientsUseIt() throws IOException {
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    Files.writeString(secrets.resolve("quarkus.redis.password"), "redis-password\n");

    try (var redis = RealRedis.start("redis-password")) {
      Process service = launched(redis.port(), secrets);
      try {
        // The scripts of the registration by the one, the wait for commands by the other.
        await().timeout(CAP).until(() -> used(redis, "evalsha") && used(redis, "xread"));
        assertThat(REFUSED.matcher(statistics(redis)).results().map(each -> each.group(1)))
            .isEmpty();
      } finally {
        service.destroyForcibly();
      }
    }
  }

  @Test
  void aFolderThatIsNotThereStopsTheStart() throws IOException, InterruptedException {
    Process service = launched(1, folder.resolve("none"));

    assertThat(service.waitFor(CAP.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(service.exitValue()).isOne();
    assertThat(Files.readString(log()))
        .contains("SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS names " + folder.resolve("none"));
  }

  /**
   * Without a runtime: none of its processes comes up, and the rest of the worker does not care.
   */
  private Process launched(int redisPort, Path secrets) throws IOException {
    Path runtime = Files.createDirectory(folder.resolve("runtime"));
    Files.createFile(runtime.resolve("empty.jar"));
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Dquarkus.http.port=0",
                "-Dquarkus.management.port=0",
                "-Dquarkus.redis.hosts=redis://127.0.0.1:" + redisPort,
                "-Dsluice.launch.runtime-folder=" + runtime,
                "-Dsluice.launch.state-folder=" + folder.resolve("state"),
                "-Dsluice.launch.class-data-archive=false",
                "-jar",
                "target/quarkus-app/quarkus-run.jar")
            .redirectErrorStream(true)
            .redirectOutput(log().toFile());
    builder.environment().put("SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS", secrets.toString());
    return builder.start();
  }

  private Path log() {
    return folder.resolve("service.log");
  }

  private static boolean used(RealRedis redis, String command) {
    return statistics(redis).contains("cmdstat_" + command + ":");
  }

  private static String statistics(RealRedis redis) {
    return requireNonNull(redis.send("INFO", List.of("commandstats"))).toString();
  }
}
