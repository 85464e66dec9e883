package io.sluice.admin.circuitbreaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.sluice.admin.Api;
import io.sluice.admin.Bundles;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class StuckHistoryTest {

  private static final String PATH = "/api/platform/stuck-history";

  @Inject QueueScripts queue;
  @Inject Bundles bundles;

  @Test
  void theSameTroubleIsOneLineWithHowOftenItWasSeen() {
    bundles.register("history");
    String last = "";
    for (String frame : new String[] {"test.A.a(A.java:1)", "test.B.b(B.java:1)"}) {
      for (int line = 0; line < (frame.contains("A.a") ? 2 : 1); line++) {
        last = getStuck(frame.replace(":1", ":" + line));
      }
    }
    Api.awaitStatus(last, "FAILED");

    JsonPath answer = Api.get(PATH).jsonPath();
    assertThat(answer.getInt("hours")).isEqualTo(24);
    JsonPath history = answer.setRootPath("workflows.find { it.workflow_name == 'history' }");
    assertThat(history.getLong("stuck_count")).isEqualTo(3);
    assertThat(history.getString("last_stuck_at")).matches("\\d{4}-.*Z");
    assertThat(history.getList("fingerprints.count", Integer.class)).containsExactly(2, 1);
    assertThat(history.getString("fingerprints[0].top_frame")).startsWith("test.A.a");
    assertThat(history.getString("fingerprints[0].verdict")).startsWith("spinning in test.A.a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "721", "-1"})
  void hoursOutOfRangeAreRefused(String hours) {
    var answer = Api.get(PATH + "?hours=" + hours);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.<String>path("detail")).contains("hours is from 1 to 720");
  }

  private String getStuck(String frame) {
    var worker = new TestWorker(queue, "worker-history");
    ClaimedExecution claimed = worker.claim(Api.submit("{\"workflow\":\"history\"}"));
    worker.start(claimed);
    worker.complete(
        claimed.attempt(),
        EventKind.STUCK,
        worker.outcome(
            "FAILED",
            "ExecutionStuck",
            "spinning in " + frame,
            null,
            "{\"verdict_kind\":\"spinning\",\"verdict\":\"spinning in %s\",\"top_frame\":\"%s\"}"
                .formatted(frame, frame)));
    return claimed.attempt().executionId();
  }
}
