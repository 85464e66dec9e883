package io.sluice.admin.analytics;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A histogram of durations in milliseconds that can be stored and merged: a quantile is right to
 * within one percent, whatever was merged. Not safe for use by more than one thread.
 */
@RegisterForReflection(targets = Histogram.class)
public final class DurationDigest {

  private static final int DIGITS = 2;

  /** A month: what is longer counts as a month. */
  private static final long MAX_MS = 31L * 24 * 60 * 60 * 1000;

  private final Histogram counts;

  public DurationDigest() {
    this(new Histogram(DIGITS));
  }

  private DurationDigest(Histogram counts) {
    this.counts = counts;
  }

  /** Reads one that was stored. */
  public static DurationDigest of(byte[] encoded) {
    return new DurationDigest(Histogram.decodeFromByteBuffer(ByteBuffer.wrap(encoded), 0));
  }

  /** Adds a duration. The clocks of two machines may make it negative: that counts as none. */
  public void add(long millis) {
    counts.recordValue(Math.clamp(millis, 0, MAX_MS));
  }

  public void add(DurationDigest other) {
    counts.add(other.counts);
  }

  public long count() {
    return counts.getTotalCount();
  }

  /**
   * The quantile in milliseconds; null if there are no durations.
   *
   * @param share 0 to 1
   */
  public @Nullable Long quantile(double share) {
    return count() == 0 ? null : counts.getValueAtPercentile(100 * share);
  }

  /** The bytes to store: about a hundred for durations of one kind. */
  public byte[] encoded() {
    ByteBuffer buffer = ByteBuffer.allocate(counts.getNeededByteBufferCapacity());
    return Arrays.copyOf(buffer.array(), counts.encodeIntoByteBuffer(buffer));
  }
}
