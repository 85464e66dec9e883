package io.sluice.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
  private static final Path REAL_LOG = Path.of("../../../shared/data/apache-access.log");

  @TempDir private Path folder;

  @Test
  void theDigestOfASmallLogIsTheOneCountedByHand() throws Exception {
    assertThat(digest(resource("small-access.log")))
        .isEqualTo(
            new LogDigest(
                6,
                1,
                3,
                1357,
                new java.util.TreeMap<>(Map.of(200, 3L, 302, 1L, 404, 1L)),
                List.of(
                    new LogDigest.PathCount("/a", 2),
                    new LogDigest.PathCount("/b", 2),
                    new LogDigest.PathCount("/a?x=1", 1))));
  }

  @Test
  void theDigestOfARealLogIsTheOneCountedByAnotherProgram() throws Exception {
    assumeThat(REAL_LOG).as("the real access log is here").exists();
    var digest = digest(REAL_LOG);
    assertThat(digest.lines()).isEqualTo(10_000);
    assertThat(digest.malformed()).isZero();
    assertThat(digest.clients()).isEqualTo(1753);
    assertThat(digest.bytes()).isEqualTo(2_747_282_740L);
    assertThat(digest.top_paths().getFirst())
        .isEqualTo(new LogDigest.PathCount("/favicon.ico", 807));
  }

  @Test
  void aDigestStopsWhenItIsTold() {
    assumeThat(REAL_LOG).as("the real access log is here").exists();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(
            () ->
                new LogDigestWorkflow()
                    .run(
                        new LogDigestWorkflow.Input(REAL_LOG.toString()),
                        new RecordingContext(1, true)));
  }

  @Test
  void aCsvFileIsSummarisedByColumn() throws Exception {
    var summary =
        new CsvImportWorkflow()
            .run(
                new CsvImportWorkflow.Input(resource("small.csv").toString()),
                RecordingContext.first());
    assertThat(summary.rows()).isEqualTo(4);
    assertThat(summary.invalid()).isEqualTo(1);
    assertThat(summary.invalid_lines()).containsExactly(4L);
    assertThat(summary.columns())
        .containsExactly(
            new ColumnSummary("id", 0, true, "1", "5", 4),
            new ColumnSummary("name", 0, false, "Smith, John", "two\nlines", 4),
            new ColumnSummary("amount", 1, true, "9", "100", 3));
  }

  @Test
  void aQuoteThatIsNeverClosedIsRefusedWithItsLine() throws IOException {
    var file = Files.writeString(folder.resolve("open.csv"), "a,b\n1,\"open\n");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CsvImportWorkflow()
                    .run(new CsvImportWorkflow.Input(file.toString()), RecordingContext.first()))
        .withMessage("the quote opened in line 2 is never closed");
  }

  @Test
  void aChecksumDependsOnNamesAndContents() throws Exception {
    Files.writeString(folder.resolve("one"), "1");
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/two"), "22");
    var before = checksum();
    assertThat(before.files()).isEqualTo(2);
    assertThat(before.bytes()).isEqualTo(3);
    assertThat(checksum()).isEqualTo(before);
    Files.move(folder.resolve("one"), folder.resolve("uno"));
    assertThat(checksum().sha256()).hasSize(64).isNotEqualTo(before.sha256());
  }

  @Test
  void aFlakyWorkflowFailsOnlyInItsFirstAttempts() {
    var flaky = new FlakyWorkflow();
    var twice = new FlakyWorkflow.Input(2);
    assertThat(flaky.run(twice, new RecordingContext(3, false))).isEqualTo(3);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> flaky.run(twice, new RecordingContext(2, false)));
  }

  @Test
  void wrongInputsAreRefusedInWords() {
    refuses(() -> new SleepWorkflow.Input(-1), "seconds must be 0 to 86400");
    refuses(() -> new LogDigestWorkflow.Input(null), "path is missing");
    refuses(() -> new CsvImportWorkflow.Input(" "), "path is missing");
    refuses(() -> new ExitWorkflow.Input(256), "code must be 0 to 255");
    refuses(() -> new BigResultWorkflow.Input(-1), "bytes must be");
    refuses(() -> new OutputFloodWorkflow.Input(-1), "bytes must be");
    refuses(() -> new ChildProcessWorkflow.Input(-1), "seconds must be 0 to 86400");
    refuses(() -> new QueryWorkflow.Input("postgresql://db", "SELECT 1"), "must begin with jdbc:");
    refuses(() -> new QueryWorkflow.Input("jdbc:postgresql:db", " "), "sql is missing");
    refuses(() -> digest(folder.resolve("none")), "there is no file");
  }

  private static void refuses(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String sentence) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(sentence);
  }

  private static LogDigest digest(Path file) throws IOException, InterruptedException {
    return new LogDigestWorkflow()
        .run(new LogDigestWorkflow.Input(file.toString()), RecordingContext.first());
  }

  private ChecksumTreeWorkflow.Checksum checksum() throws Exception {
    return new ChecksumTreeWorkflow()
        .run(new ChecksumTreeWorkflow.Input(folder.toString()), RecordingContext.first());
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(SamplesTest.class.getResource("/" + name).toURI());
  }
}
