package io.sluice.admin.worker;

import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.redis.StreamReader;
import io.sluice.admin.redis.StreamReader.StreamEntry;
import io.sluice.admin.worker.CommandStore.CommandReply;
import io.sluice.admin.workflow.BundlePublisher;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.RedisRefused;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Reads the workers' answers to commands and their requests for bundles. All instances share one
 * consumer group, so that each entry is processed once. If an answer is lost with its reader, the
 * command is sent again and answered again.
 */
@Singleton
public final class WorkerReports {

  private static final Logger LOG = Logger.getLogger(WorkerReports.class);
  private static final String GROUP = "admin";
  private static final int MAX_BATCH = 50;

  private final StreamReader streams;
  private final RedisConnection redis;
  private final CommandStore commands;
  private final BundlePublisher bundles;
  private final InstantSource clock;
  private final String name = "admin-" + UUID.randomUUID();
  private final Loop loop = new Loop("reader of worker reports", this::turn);

  WorkerReports(
      StreamReader streams,
      RedisConnection redis,
      CommandStore commands,
      BundlePublisher bundles,
      InstantSource clock) {
    this.streams = streams;
    this.redis = redis;
    this.commands = commands;
    this.bundles = bundles;
    this.clock = clock;
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  private Duration turn() {
    try {
      if (!loop.healthy()) {
        take(streams.unacknowledged(ControlKeys.ACKS, GROUP, name, MAX_BATCH));
      }
      take(streams.next(ControlKeys.ACKS, GROUP, name, MAX_BATCH));
    } catch (RedisRefused e) {
      if (!e.code().equals("NOGROUP")) {
        throw e;
      }
      createGroup();
    }
    return Duration.ZERO;
  }

  private void take(List<StreamEntry> entries) {
    Map<UUID, CommandReply> answers = new LinkedHashMap<>();
    for (StreamEntry entry : entries) {
      switch (entry.fields().getOrDefault("k", "")) {
        case "ack" ->
            CommandReply.of(entry).ifPresent(each -> answers.putIfAbsent(each.commandId(), each));
        case "bundle" ->
            bundles.request(entry.fields().getOrDefault("sha", ""), entry.fields().get("o"));
        default -> LOG.debugf("a report of an unknown kind is dropped entry=%s", entry.id());
      }
    }
    if (!answers.isEmpty()) {
      int written = commands.answer(List.copyOf(answers.values()), clock.instant());
      answers.values().forEach(WorkerReports::log);
      LOG.debugf("answers came=%d written=%d", answers.size(), written);
    }
    streams.done(ControlKeys.ACKS, GROUP, entries);
  }

  private static void log(CommandReply answer) {
    LOG.infof(
        "command answered command=%s worker=%s answer=%s",
        answer.commandId(), answer.workerId(), answer.answer());
  }

  private void createGroup() {
    try {
      redis.send("XGROUP", List.of("CREATE", ControlKeys.ACKS, GROUP, "0", "MKSTREAM"));
    } catch (RedisRefused e) {
      if (!e.code().equals("BUSYGROUP")) {
        throw e;
      }
    }
  }
}
