package io.sluice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
@ParameterizedClass
@EnumSource(Deployment.class)
class LogStreamTest {
  private static final QueueKeys KEYS = new QueueKeys("q0");
  private static final int MAX_BYTES = 1024 * 1024;
  private static final int CHECK_INTERVAL = 64 * 1024;
  private static final int MAX_LINE = 100 * 1024;

  private final RedisConnection redis;
  private final LogStream logs;

  LogStreamTest(Deployment deployment) {
    this.redis = deployment.redis();
    this.logs = new LogStream(redis, KEYS, MAX_BYTES);
  }

  @AfterAll
  static void stopRedis() throws IOException {
    Deployment.stopAll();
  }

  @BeforeEach
  void emptyRedis() {
    redis.send("FLUSHALL", List.of());
  }

  @Test
  void aFloodOfLargeEntriesThatNobodyTakesStaysWithinItsBytes() {
    long removed = IntStream.range(0, 50).mapToLong(seq -> append(seq, MAX_LINE)).sum();

    assertThat(bytes()).isLessThanOrEqualTo(MAX_BYTES + CHECK_INTERVAL + MAX_LINE + 200);
    assertThat(removed).isEqualTo(50 - entries().size()).isPositive();
    assertThat(lastSeq()).isEqualTo(49);
  }

  @Test
  void smallEntriesGoForLargeOnes() {
    IntStream.range(0, 2_000).forEach(seq -> append(seq, 10));
    IntStream.range(2_000, 2_020).forEach(seq -> append(seq, MAX_LINE));

    assertThat(bytes()).isLessThanOrEqualTo(MAX_BYTES + CHECK_INTERVAL + MAX_LINE + 200);
    assertThat(lastSeq()).isEqualTo(2_019);
  }

  @Test
  void whatIsTakenMakesRoomAgain() {
    IntStream.range(0, 9).forEach(seq -> append(seq, MAX_LINE));
    redis.send("XTRIM", List.of(KEYS.logs(), "MAXLEN", "0"));

    long removed = IntStream.range(9, 18).mapToLong(seq -> append(seq, MAX_LINE)).sum();

    assertThat(removed).isZero();
    assertThat(entries()).hasSize(9);
  }

  @Test
  void batchesOfOneCallAreEntriesInTheirOrderAndCountAsIfAddedOneByOne() {
    long removed =
        logs.append(IntStream.range(0, 30).mapToObj(seq -> batch(seq, MAX_LINE)).toList());

    assertThat(bytes()).isLessThanOrEqualTo(MAX_BYTES);
    assertThat(removed).isEqualTo(30 - entries().size()).isPositive();
    assertThat(lastSeq()).isEqualTo(29);
    assertThat(logs.append(List.of(batch(30, 10)))).isZero();
  }

  @Test
  void entriesOfAnEarlierVersionAreLeftToTheirReaders() {
    redis.send("XADD", List.of(KEYS.logs(), "*", "r", "{}"));

    long removed = IntStream.range(0, 20).mapToLong(seq -> append(seq, MAX_LINE)).sum();

    assertThat(removed).isZero();
    assertThat(entries()).hasSize(21);
  }

  @Test
  void anEntryOfAnEarlierVersionThatNobodyReadsDoesNotHoldUpTheLimit() {
    redis.send("XADD", List.of(KEYS.logs(), "*", "r", "{}"));

    IntStream.range(0, 1_500).forEach(seq -> append(seq, 2_000));

    assertThat(bytes()).isLessThanOrEqualTo(MAX_BYTES + CHECK_INTERVAL + 2_200);
    assertThat(lastSeq()).isEqualTo(1_499);
  }

  private long append(long seq, int characters) {
    return logs.append(List.of(batch(seq, characters)));
  }

  private static LogBatch batch(long seq, int characters) {
    var line = new LogBatch.Line(seq, Instant.EPOCH, "INFO", "x".repeat(characters));
    return new LogBatch("e", 1, 1, List.of(line));
  }

  private List<String> entries() {
    return ((List<?>) Objects.requireNonNull(redis.send("XRANGE", List.of(KEYS.logs(), "-", "+"))))
        .stream().map(entry -> (String) ((List<?>) ((List<?>) entry).get(1)).get(1)).toList();
  }

  private long bytes() {
    return entries().stream().mapToLong(String::length).sum();
  }

  private long lastSeq() {
    return Json.read(entries().getLast(), LogBatch.class).lines().getFirst().seq();
  }
}
