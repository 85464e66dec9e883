package io.sluice.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs the three images beside a real PostgreSQL and Redis as far as a machine without a container
 * runtime allows: namespaces, a read-only root, uid 10001, no capability.
 */
@Tag("long")
class ImageRunIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static ImageSystem system;

  @BeforeAll
  static void start() throws Exception {
    BuiltImages.skipUnless(
        "root".equals(System.getProperty("user.name"))
            && Shell.works(
                "unshare", "--mount", "--pid", "--fork", "mount", "-t", "tmpfs", "tmpfs", "/mnt"),
        "they are not run: unshare and mount are not allowed here, which root may elsewhere");
    system = ImageSystem.start();
  }

  @AfterAll
  static void close() throws Exception {
    if (system != null) {
      system.close();
    }
  }

  @Test
  void anExecutionSucceedsAndEachServiceStopsInOrder() throws Exception {
    try (var web = system.diagnosticsWeb();
        var worker = system.worker();
        var admin = system.adminApi();
        var api = system.api()) {
      awaitUp(
          api,
          Map.of(
              admin, system.adminHealth(), worker, system.workerHealth(), web, system.webHealth()));
      await("the samples").atMost(TIMEOUT).until(() -> accepted(api));

      assertThat(
              api.awaitEnd(api.submit("echo", "{\"text\":\"from an image\"}"))
                  .path("status")
                  .asText())
          .isEqualTo("SUCCESS");

      for (var each : List.of(admin, worker, web)) {
        isConfined(each);
        assertThat(each.ofAll("environ")).noneMatch(text -> text.contains(system.secret()));
        assertThat(each.ofAll("cmdline")).noneMatch(text -> text.contains(system.secret()));
      }
      // The archive of the image, and none that this worker wrote.
      assertThat(worker.ofAll("cmdline"))
          .anyMatch(
              text -> text.contains("-XX:SharedArchiveFile=/opt/sluice/lib/runtime/runtime-"));
      assertThat(worker.files("/run/sluice")).noneMatch(name -> name.endsWith(".jsa"));

      for (var each : List.of(web, worker, admin)) {
        assertThat(each.stop(TIMEOUT)).as(each::toString).isIn(0, 143);
        for (String line : each.output()) {
          assertThat(JSON.readTree(line).path("message").isTextual()).as(line).isTrue();
        }
      }
    }
  }

  @Test
  void orphansAreReapedByTiniAndStayZombiesWithoutIt() throws Exception {
    try (var worker = system.worker();
        var bare = system.workerAsPid1();
        var api = system.api()) {
      awaitUp(api, Map.of(worker, system.workerLives(), bare, system.workerAsPid1Lives()));

      String reaped = worker.leaveOrphan();
      String first = bare.leaveOrphan();
      String second = bare.leaveOrphan();

      await("two zombies")
          .atMost(TIMEOUT)
          .until(() -> bare.stateOf(second).startsWith("Z") && bare.stateOf(first).startsWith("Z"));
      await("no process").atMost(TIMEOUT).until(() -> worker.stateOf(reaped).isEmpty());
    }
  }

  private static void awaitUp(ApiClient api, Map<RunningImage, String> services) {
    services.forEach(
        (service, health) ->
            await(health).atMost(TIMEOUT).until(() -> api.isUp(health) || service.hasFailed()));
  }

  private static boolean accepted(ApiClient api) throws IOException, InterruptedException {
    return api.post("/api/executions", "{\"workflow\":\"noop\",\"input\":null}").status() / 100
        == 2;
  }

  private static void isConfined(RunningImage service) throws IOException {
    long first = service.first();
    assertThat(Proc.status(first, "Name")).isEqualTo("tini");
    assertThat(Proc.status(first, "Uid")).isEqualTo("10001\t10001\t10001\t10001");
    assertThat(Proc.status(first, "CapEff")).isEqualTo("0000000000000000");
    assertThat(Proc.status(first, "NoNewPrivs")).isEqualTo("1");
  }
}
