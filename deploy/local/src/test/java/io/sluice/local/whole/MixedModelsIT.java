package io.sluice.local.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.local.LocalOptions;
import io.sluice.local.LocalSystem;
import io.sluice.local.Progress;
import io.sluice.local.service.Layout;
import io.sluice.testkit.ApiClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A canary: one worker with {@code USE_THREAD_WORKERS=true} beside one without. */
@Tag("long")
class MixedModelsIT {

  private static final int EXECUTIONS = 24;
  private static final Duration CAP = Duration.ofMinutes(2);

  @Test
  void bothModelsTakeFromOneQueueAndEachExecutionIsLabelled() throws Exception {
    var options =
        LocalOptions.usual()
            .with(
                2,
                Map.of(
                    1, Map.of("USE_THREAD_WORKERS", "false", "MAX_WORKERS", "4"),
                    2, Map.of("USE_THREAD_WORKERS", "true")));
    var progress = new Progress(System.out);
    try (var system = LocalSystem.prepare(options, Layout.here(), progress)) {
      system.start();
      try (var api = new ApiClient(system.endpoints().adminApi(), system.endpoints().token())) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < EXECUTIONS; i++) {
          ids.add(api.submit("sleep", "{\"seconds\":2}", 60));
        }
        var models = new TreeSet<String>();
        for (String id : ids) {
          await().atMost(CAP).until(() -> status(api, id).equals("SUCCESS"));
          models.add(api.execution(id).path("execution_model").asText());
        }
        assertThat(models).containsExactly("process", "thread");
      }
    }
  }

  private static String status(ApiClient api, String id) throws Exception {
    return api.execution(id).path("status").asText();
  }
}
