package io.sluice.admin.redis;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.TestSystem;
import io.sluice.queue.RedisConnection;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class RedisSettingsTest {

  @Inject RedisSettings settings;
  @Inject RedisConnection redis;

  @AfterEach
  void asBefore() {
    set("maxmemory-policy", "noeviction");
    set("maxmemory", "0");
    set("appendonly", "no");
    settings.nudge();
  }

  @Test
  void readinessAndMetricsTellWhichSettingsOfRedisAreWrongUntilTheyAreMended() {
    set("maxmemory-policy", "allkeys-lru");
    settings.nudge();

    await().until(() -> wrong("maxmemory-policy") == 1);
    assertThat(wrong("maxmemory")).isEqualTo(1);
    assertThat(wrong("appendonly")).isEqualTo(1);
    assertThat(management("/q/health/ready"))
        .contains("\"UP\"", "Set it to noeviction.", "appendonly is no", "maxmemory is 0");

    set("maxmemory-policy", "noeviction");
    set("maxmemory", "512mb");
    set("dir", Path.of("target").toAbsolutePath().toString());
    set("appendonly", "yes");
    settings.nudge();

    await().until(() -> settings.faults().isEmpty());
    assertThat(wrong("maxmemory-policy") + wrong("maxmemory") + wrong("appendonly")).isZero();
    assertThat(management("/q/health/ready")).doesNotContain("noeviction", "appendonly");
  }

  private void set(String setting, String value) {
    redis.send("CONFIG", List.of("SET", setting, value));
  }

  private static double wrong(String setting) {
    String name = "sluice_redis_setting_wrong{setting=\"" + setting + "\"} ";
    return management("/q/metrics")
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElse(-1);
  }

  private static String management(String path) {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    return given().port(port).get(path).asString();
  }
}
