package io.sluice.local.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Watches a real worker on the live stream until it is killed. */
@Tag("long")
@ExtendWith(OneSystem.class)
class LiveStreamIT {

  /** A registration expires after 30 s; the next frame follows a second later. */
  private static final Duration OFFLINE_WITHIN = Duration.ofSeconds(31);

  private static final Duration PROCESSES_GONE_WITHIN = Duration.ofSeconds(3);

  private static final Duration CAP = Duration.ofSeconds(60);

  @Test
  void aRecycleShowsEachStateAndAKilledWorkerLeavesNothingAndIsOfflineWhenItsRegistrationEnds(
      WholeSystem system) throws Exception {
    system.freshWorker(Map.of());
    var stream = new Stream();
    system.api().listen("/ws/platform/workers", stream);
    await().atMost(CAP).until(() -> !stream.frames.isEmpty());
    JsonNode first = stream.frames.getFirst();
    assertThat(first.path("type").asText()).isEqualTo("snapshot");
    String worker = first.path("workers").path(0).path("worker_id").asText();

    recycle(system, worker, stream);
    kill(system, worker, stream);
  }

  private static void recycle(WholeSystem system, String worker, Stream stream) throws Exception {
    String sleep = system.api().submit("sleep", "{\"seconds\":3}");
    system.api().await(sleep, "RUNNING");
    long pid = system.activePid();

    String command =
        system
            .api()
            .post(
                String.format(
                    Locale.ROOT, "/api/platform/workers/%s/processes/%d/recycle", worker, pid),
                "{\"reason\":\"a test\"}")
            .json()
            .path("command_id")
            .asText();

    await()
        .atMost(CAP)
        .until(
            () -> system.api().get("/api/platform/commands/" + command).json().path("status"),
            status -> status.asText().equals("DONE"));
    await().atMost(CAP).until(() -> stream.states(pid).contains("gone"));
    assertThat(stream.states(pid)).containsSubsequence("PENDING_KILL", "EXITING", "gone");
    assertThat(stream.reasons(pid)).anyMatch(reason -> reason.contains("(a test)"));
    assertThat(system.api().awaitEnd(sleep).path("status").asText()).isEqualTo("SUCCESS");
    await().atMost(CAP).until(() -> stream.events("execution_status"), named -> !named.isEmpty());
  }

  /** With an execution in it that never ends by itself. */
  private static void kill(WholeSystem system, String worker, Stream stream) throws Exception {
    String spin = system.api().submit("spin", "null", 600);
    system.api().await(spin, "RUNNING");
    ProcessHandle orchestrator = ProcessHandle.of(system.worker().pid()).orElseThrow();
    List<ProcessHandle> processes = orchestrator.children().toList();
    assertThat(processes).hasSizeGreaterThanOrEqualTo(2);

    assertThat(orchestrator.destroyForcibly()).isTrue();

    await()
        .atMost(PROCESSES_GONE_WITHIN)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(system.api().post("/api/executions/" + spin + "/cancel", "{}").status())
        .isEqualTo(202);
    await()
        .atMost(OFFLINE_WITHIN)
        .until(
            () -> stream.events("worker_offline"),
            gone -> gone.stream().anyMatch(e -> e.path("worker_id").asText().equals(worker)));
    assertThat(system.api().get("/api/platform/workers").json().path("workers")).isEmpty();
    assertThat(system.api().awaitEnd(spin).path("status").asText()).isEqualTo("CANCELLED");
  }

  private static final class Stream implements WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        frames.add(parsed(partial.toString()));
        partial.setLength(0);
      }
      from.request(1);
      return null;
    }

    List<JsonNode> events(String type) {
      var found = new ArrayList<JsonNode>();
      for (JsonNode frame : frames) {
        for (JsonNode event : frame.path("events")) {
          if (event.path("type").asText().equals(type)) {
            found.add(event);
          }
        }
      }
      return found;
    }

    /** The states that a process went through. */
    List<String> states(long pid) {
      return of(pid).stream().map(event -> event.path("to").asText()).toList();
    }

    List<String> reasons(long pid) {
      return of(pid).stream().map(event -> event.path("reason").asText()).toList();
    }

    private List<JsonNode> of(long pid) {
      return events("process_state_changed").stream()
          .filter(event -> event.path("pid").asLong() == pid)
          .toList();
    }

    private static JsonNode parsed(String text) {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
