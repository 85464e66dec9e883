package io.sluice.admin.workflow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.sluice.admin.redis.BinaryValues;
import io.sluice.queue.ControlKeys;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pieces of a bundle to Redis when a worker requests it: once for all workers that
 * request it at the same time, on its own thread, so that the answers of workers to commands do not
 * wait for it. A request that is dropped, or lost with this instance, comes again from the worker.
 */
@Singleton
public final class BundlePublisher {

  private static final Logger LOG = Logger.getLogger(BundlePublisher.class);
  private static final Duration TTL = Duration.ofMinutes(10);
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private static final int MAX_REQUESTS = 100;

  /** Time after a publication in which requests for the bundle are answered by it. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private static final Duration NOTHING_TO_DO = Duration.ofMinutes(1);

  private final BinaryValues values;
  private final StoredBundles bundles;
  private final BlockingQueue<Request> requests = new ArrayBlockingQueue<>(MAX_REQUESTS);
  private final Cache<String, Boolean> fresh;
  private final Loop loop = new Loop("bundle publisher", this::turn);

  BundlePublisher(BinaryValues values, StoredBundles bundles, MonotonicClock clock) {
    this.values = values;
    this.bundles = bundles;
    this.fresh =
        Caffeine.newBuilder()
            .maximumSize(MAX_REQUESTS)
            .expireAfterWrite(FRESH)
            .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
            .build();
  }

  private record Request(String sha256, @Nullable String worker) {}

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  /** Requests a bundle; never blocks. */
  public void request(String sha256, @Nullable String worker) {
    var request = new Request(sha256, worker);
    if (fresh.getIfPresent(sha256) != null || requests.contains(request)) {
      return;
    }
    if (!requests.offer(request)) {
      LOG.debugf("too many requests for bundles, one is dropped worker=%s", worker);
    }
    loop.nudge();
  }

  private Duration turn() {
    Request next = requests.peek();
    if (next == null) {
      return NOTHING_TO_DO;
    }
    if (fresh.getIfPresent(next.sha256()) == null) {
      publish(next.sha256(), next.worker());
      fresh.put(next.sha256(), true);
    }
    requests.remove(next);
    return Duration.ZERO;
  }

  /** Publishes the requested bundle; a request for an unregistered bundle is logged and ignored. */
  private void publish(String sha256, @Nullable String worker) {
    Optional<byte[]> bundle =
        SHA256.matcher(sha256).matches() ? bundles.bytes(sha256) : Optional.empty();
    if (bundle.isEmpty()) {
      LOG.warnf("a worker asked for a bundle that is not registered worker=%s", worker);
      return;
    }
    publish(sha256, bundle.get());
    LOG.infof("bundle published sha256=%s worker=%s", sha256, worker);
  }

  /** Writes the last piece first, so that a reader that finds piece 0 finds all pieces. */
  private void publish(String sha256, byte[] bytes) {
    int size = ControlKeys.BUNDLE_PIECE_BYTES;
    // The first shorter piece is the last one: after a full last piece an empty one follows.
    for (int piece = bytes.length / size; piece >= 0; piece--) {
      int from = piece * size;
      byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size));
      values.set(ControlKeys.bundlePiece(sha256, piece), part, TTL);
    }
  }
}
