package io.sluice.admin.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.TestJars;
import io.sluice.admin.TestSystem;
import io.sluice.admin.workflow.BundleReader.Bundle;
import io.sluice.command.CommandScripts;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.RedisConnection;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class BundleTest {

  private static final Duration CAP = Duration.ofSeconds(30);

  @ConfigProperty(name = "sluice.bundle.folder")
  String folder;

  @Inject CommandScripts commands;
  @Inject RedisConnection redis;
  @Inject BundleRegistrar registrar;

  @Test
  void aChangedJarRaisesTheVersionAndABadOneChangesNothing() throws IOException {
    drop("versioned.jar", TestJars.jar(TestJars.workflow("versioned")));
    Api.awaitWorkflow("versioned");
    drop("versioned.jar", "broken".getBytes(StandardCharsets.UTF_8));
    drop(
        "versioned2.jar",
        TestJars.jar(TestJars.workflow("versioned"), TestJars.File.of("more.txt", new byte[] {1})));

    await().atMost(CAP).until(() -> version() == 2);
    var byName = Api.get("/api/workflows/versioned").jsonPath();
    assertThat(
            Api.get("/api/workflows/" + byName.getString("workflow_id"))
                .jsonPath()
                .getString("name"))
        .isEqualTo("versioned");
    assertThat(Api.get("/api/workflows?limit=200").jsonPath().getList("items.name", String.class))
        .contains("echo", "versioned")
        .isSorted();
    assertThat(Api.get("/api/workflows/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void aBundleOfExactlyOnePieceIsFollowedByAnEmptyOne() {
    byte[] bytes = new byte[ControlKeys.BUNDLE_PIECE_BYTES];
    new Random(1).nextBytes(bytes);
    String sha256 = "a".repeat(64);
    BundleRegistrar.Registration _ =
        registrar.registerFromFolder(new Bundle(sha256, bytes, List.of()));

    commands.askForBundle("worker-b", sha256);

    await()
        .atMost(CAP)
        .until(
            () -> redis.send("STRLEN", List.of(ControlKeys.bundlePiece(sha256, 0))),
            Long.valueOf(bytes.length)::equals);
    assertThat(redis.send("EXISTS", List.of(ControlKeys.bundlePiece(sha256, 1)))).isEqualTo(1L);
    assertThat(redis.send("STRLEN", List.of(ControlKeys.bundlePiece(sha256, 1)))).isEqualTo(0L);
    assertThat((Long) redis.send("PTTL", List.of(ControlKeys.bundlePiece(sha256, 1))))
        .isBetween(1L, 600_000L);
  }

  private int version() {
    return Api.get("/api/workflows/versioned").jsonPath().getInt("version");
  }

  private void drop(String name, byte[] bytes) throws IOException {
    Path part = Files.write(Path.of(folder, name + ".part"), bytes);
    Files.move(part, Path.of(folder, name), StandardCopyOption.REPLACE_EXISTING);
  }
}
