package io.sluice.admin.bundle;

import io.sluice.admin.loop.Loop;
import io.sluice.admin.redis.BinaryValues;
import io.sluice.admin.redis.StreamEntry;
import io.sluice.admin.redis.StreamReader;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.RedisRefused;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts a bundle's pieces into Redis when a worker asks for it. Any instance may answer. */
@Singleton
public final class BundlePublisher {

  private static final Logger LOG = Logger.getLogger(BundlePublisher.class);
  private static final String GROUP = "bundles";
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final int MOST_AT_ONCE = 10;

  private final StreamReader streams;
  private final RedisConnection redis;
  private final BinaryValues values;
  private final BundleRows rows;
  private final String name = "bundles-" + UUID.randomUUID();
  private final Loop loop = new Loop("bundle publisher", this::turn);

  BundlePublisher(
      StreamReader streams, RedisConnection redis, BinaryValues values, BundleRows rows) {
    this.streams = streams;
    this.redis = redis;
    this.values = values;
    this.rows = rows;
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  private Duration turn() {
    try {
      List<StreamEntry> entries = streams.next(ControlKeys.ACKS, GROUP, name, MOST_AT_ONCE);
      for (StreamEntry entry : entries) {
        if ("bundle".equals(entry.fields().get("k"))) {
          answer(entry.fields().getOrDefault("sha", ""), entry.fields().get("o"));
        }
      }
      acknowledge(entries);
    } catch (RedisRefused e) {
      if (!e.code().equals("NOGROUP")) {
        throw e;
      }
      createGroup();
    }
    return Duration.ZERO;
  }

  private void answer(String sha256, @Nullable String worker) {
    Optional<byte[]> bundle =
        SHA256.matcher(sha256).matches() ? rows.bytes(sha256) : Optional.empty();
    if (bundle.isEmpty()) {
      LOG.warnf("a worker asked for a bundle that is not registered worker=%s", worker);
      return;
    }
    publish(sha256, bundle.get());
    LOG.infof("bundle published sha256=%s worker=%s", sha256, worker);
  }

  /** From the last piece to the first: who finds piece 0 finds all. */
  private void publish(String sha256, byte[] bytes) {
    int size = ControlKeys.BUNDLE_PIECE_BYTES;
    // The first shorter piece is the last one: after a full last piece an empty one follows.
    for (int piece = bytes.length / size; piece >= 0; piece--) {
      int from = piece * size;
      byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size));
      values.set(ControlKeys.bundlePiece(sha256, piece), part, KEPT);
    }
  }

  /** The stream is shared with answers to commands, so its entries stay; their writers trim it. */
  private void acknowledge(List<StreamEntry> entries) {
    for (StreamEntry entry : entries) {
      redis.send("XACK", List.of(ControlKeys.ACKS, GROUP, entry.id()));
    }
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
