package io.sluice.admin.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.redis.StreamReader.StreamEntry;
import io.sluice.admin.results.LogRecorder.StoredLine;
import io.sluice.queue.Json;
import io.sluice.queue.LogBatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StoredLineTest {

  private static final String EXECUTION = "01a228a4-1973-7000-a9e4-5f1737b1cf31";

  @Test
  void aLogThatIsTooLongSaysWhereItWasCut() {
    List<StoredLine> stored = StoredLine.of(entry(1, 2, 3, 4, 5), 3);

    assertThat(stored)
        .extracting(StoredLine::message)
        .containsExactly(
            "line 1",
            "line 2",
            "line 3",
            "… the rest of this log was dropped: at most 3 lines of an attempt are kept");
  }

  @Test
  void whatCannotBeReadHasNoLines() {
    assertThat(StoredLine.of(new StreamEntry("1-0", Map.of("r", "{")), 3)).isEmpty();
  }

  @Test
  void aTimeThatPostgreSqlRefusesBecomesThatOfTheEntry() {
    var lines =
        List.of(
            new LogBatch.Line(1, Instant.MAX, "INFO", "a"),
            new LogBatch.Line(2, Instant.MIN, "INFO", "b"),
            new LogBatch.Line(3, Instant.ofEpochSecond(7), "INFO", "c"));
    var batch = Json.write(new LogBatch(EXECUTION, 1, 1, lines));

    assertThat(StoredLine.of(new StreamEntry("5000-0", Map.of("r", batch)), 3))
        .extracting(StoredLine::at)
        .containsExactly(
            Instant.ofEpochSecond(5), Instant.ofEpochSecond(5), Instant.ofEpochSecond(7));
  }

  private static StreamEntry entry(long... seqs) {
    var lines =
        LongStream.of(seqs)
            .mapToObj(seq -> new LogBatch.Line(seq, Instant.EPOCH, "INFO", "line " + seq))
            .toList();
    return new StreamEntry("1-0", Map.of("r", Json.write(new LogBatch(EXECUTION, 1, 1, lines))));
  }
}
