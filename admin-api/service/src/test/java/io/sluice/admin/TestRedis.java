package io.sluice.admin;

import static org.awaitility.Awaitility.await;

import io.sluice.queue.RedisConnection;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The Redis of the tests. It can be killed and started again without data. */
@Singleton
public class TestRedis {

  private static final Duration CAP = Duration.ofSeconds(30);

  private final RedisConnection redis;
  private final Map<String, String> server;

  TestRedis(RedisConnection redis) {
    this.redis = redis;
    this.server = server();
  }

  public void kill() {
    ProcessHandle process =
        ProcessHandle.of(Long.parseLong(Objects.requireNonNull(server().get("process_id"))))
            .orElseThrow();
    process.destroyForcibly();
    await().atMost(CAP).until(() -> !process.isAlive());
  }

  /** Starts the server on its port, unless it runs, and waits until it answers. */
  public void start() {
    if (answers()) {
      return;
    }
    try {
      Process process =
          new ProcessBuilder(
                  Objects.requireNonNull(server.get("executable")),
                  "--port",
                  Objects.requireNonNull(server.get("tcp_port")),
                  "--save",
                  "",
                  "--appendonly",
                  "no")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      // The test resource does not know this process and would not stop it.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await().atMost(CAP).until(this::answers);
  }

  private boolean answers() {
    try {
      return redis.send("PING", List.of()) != null;
    } catch (RedisUnavailable | RedisRefused e) {
      return false;
    }
  }

  private Map<String, String> server() {
    var info = (String) Objects.requireNonNull(redis.send("INFO", List.of("server")));
    return info.lines()
        .filter(line -> line.contains(":"))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf(':')),
                line -> line.substring(line.indexOf(':') + 1)));
  }
}
