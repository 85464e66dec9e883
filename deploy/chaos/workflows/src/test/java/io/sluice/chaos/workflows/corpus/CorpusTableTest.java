package io.sluice.chaos.workflows.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of expected words and the cases belong together. */
class CorpusTableTest {
  private static final Path SOURCES =
      Path.of("src/main/java/io/sluice/chaos/workflows/corpus").toAbsolutePath();
  private static final int COLUMNS = 4;

  @Test
  void eachCaseHasOneRowAndEachRowACase() throws IOException {
    assertThat(rows().map(row -> row.get(0)).toList())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(CorpusWork.all().keySet());
  }

  @Test
  void eachRowNamesAPlaceThatExistsAndWords() throws IOException {
    for (var row : rows().toList()) {
      assertThat(row).hasSize(COLUMNS).noneMatch(String::isBlank);
      for (var place : row.get(2).split("~", -1)) {
        var file = SOURCES.resolve(place.split("[.$]", 2)[0] + ".java");
        assertThat(file).as(row.getFirst()).exists();
      }
    }
  }

  @Test
  void thereAreAtLeastSixtyHostileAndThirtyHealthyCases() throws IOException {
    assertThat(rows().filter(row -> row.get(1).startsWith("ok"))).hasSizeGreaterThanOrEqualTo(30);
    assertThat(rows().filter(row -> !row.get(1).startsWith("ok"))).hasSizeGreaterThanOrEqualTo(60);
  }

  private static Stream<List<String>> rows() throws IOException {
    return Files.readAllLines(Path.of("src/main/resources/corpus.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> List.of(line.split("\t", -1)));
  }
}
