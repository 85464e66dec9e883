package io.sluice.admin.workflow;

import io.sluice.admin.redis.BinaryValues;
import io.sluice.queue.ControlKeys;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes the pieces of a bundle to Redis when a worker requests it. Safe on every thread. */
@Singleton
public final class BundlePublisher {

  private static final Logger LOG = Logger.getLogger(BundlePublisher.class);
  private static final Duration TTL = Duration.ofMinutes(10);
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final BinaryValues values;
  private final StoredBundles bundles;

  BundlePublisher(BinaryValues values, StoredBundles bundles) {
    this.values = values;
    this.bundles = bundles;
  }

  /** Publishes the requested bundle; a request for an unregistered bundle is logged and ignored. */
  public void publish(String sha256, @Nullable String worker) {
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
