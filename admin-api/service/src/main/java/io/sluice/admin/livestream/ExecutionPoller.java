package io.sluice.admin.livestream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.execution.query.LiveExecutionReader;
import io.sluice.admin.execution.query.LogCursor;
import io.sluice.admin.http.JsonText;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.sluice.admin.livestream.FrameTicker.MemoizedSupplier;
import io.sluice.admin.livestream.StreamClient.Topic;
import io.sluice.api.ExecutionFrame;
import io.sluice.api.ExecutionStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Polls each watched execution twice a second, once for all its clients, and sends them the
 * changes. The rest is at least four times the duration of the poll. Has its own thread, which
 * waits for the database.
 */
@Singleton
final class ExecutionPoller {

  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final int SHARE = 4;
  private static final int NORMAL = 1000;

  private final LiveExecutionReader look;
  private final ConnectionRegistry clients;
  private final LiveState liveState;
  private final MonotonicClock clock;
  private final ObjectMapper json;
  private final Map<Topic.Execution, WatchedExecution> watched = new HashMap<>();
  private final Loop loop = new Loop("execution watch", this::turn);

  ExecutionPoller(
      LiveExecutionReader look,
      ConnectionRegistry clients,
      LiveState liveState,
      MonotonicClock clock,
      ObjectMapper json) {
    this.look = look;
    this.clients = clients;
    this.liveState = liveState;
    this.clock = clock;
    this.json = json;
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
  }

  private Duration turn() {
    Instant began = clock.instant();
    Map<Topic.Execution, List<StreamClient>> topics = clients.ofExecutions();
    watched.keySet().retainAll(topics.keySet());
    topics.forEach(this::poll);
    Duration rest = Duration.between(began, clock.instant()).multipliedBy(SHARE);
    return rest.compareTo(INTERVAL) > 0 ? rest : INTERVAL;
  }

  private void poll(Topic.Execution topic, List<StreamClient> subscribers) {
    ExecutionFrame.State state = look.state(topic.id()).orElse(null);
    if (state == null) {
      subscribers.forEach(client -> client.close(NORMAL, "The execution was deleted."));
      return;
    }
    WatchedExecution now = next(topic, withProgress(topic.id(), state));
    watched.put(topic, now);
    ExecutionFrame.Delta found = now.delta();
    Supplier<String> delta =
        found == null ? null : new MemoizedSupplier(() -> JsonText.of(json, found));
    Supplier<String> snapshot = new MemoizedSupplier(() -> JsonText.of(json, snapshot(topic, now)));
    subscribers.forEach(client -> client.frame(delta, snapshot));
  }

  private WatchedExecution next(Topic.Execution topic, ExecutionFrame.State state) {
    WatchedExecution before = watched.get(topic);
    return before == null
        ? WatchedExecution.first(
            state, look.lastLines(topic.id(), LogCursor.END, topic.payloads()).end())
        : before.next(state, look.linesAfter(topic.id(), before.end(), topic.payloads()));
  }

  private ExecutionFrame.State withProgress(UUID id, ExecutionFrame.State state) {
    String worker = state.workerId();
    return state.status() == ExecutionStatus.RUNNING && worker != null
        ? state.with(liveState.progress(worker, id))
        : state;
  }

  private ExecutionFrame snapshot(Topic.Execution topic, WatchedExecution now) {
    return new ExecutionFrame.Snapshot(
        now.seq(),
        look.detail(topic.id(), topic.payloads()).orElseThrow(),
        look.lastLines(topic.id(), now.end(), topic.payloads()).lines());
  }

  /**
   * A watched execution as its clients know it.
   *
   * @param end position of the last log line that was sent
   * @param delta changes of the last poll; null if there are none
   */
  record WatchedExecution(
      long seq, ExecutionFrame.State state, LogCursor end, ExecutionFrame.@Nullable Delta delta) {

    /** State of the first poll, which clients receive as a snapshot. */
    static WatchedExecution first(ExecutionFrame.State state, LogCursor end) {
      return new WatchedExecution(1, state, end, null);
    }

    WatchedExecution next(ExecutionFrame.State now, LiveExecutionReader.Lines lines) {
      boolean changed = !now.equals(state);
      if (!changed && lines.lines().isEmpty()) {
        return new WatchedExecution(seq, state, end, null);
      }
      return new WatchedExecution(
          seq + 1,
          now,
          lines.end(),
          new ExecutionFrame.Delta(
              seq + 1, changed ? now : null, List.copyOf(lines.lines()), lines.someLeftOut()));
    }
  }
}
