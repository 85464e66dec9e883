package io.sluice.admin.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyticsCsvTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          plain, plain
          =1+2, '=1+2
          +1, '+1
          -1, '-1
          @SUM(A1), '@SUM(A1)
          ` =1`, `' =1`
          `a,b`, `"a,b"`
          """)
  void aNameIsNoFormulaAndNoSecondCell(String name, String cell) {
    assertThat(AnalyticsCsv.text(name)).isEqualTo(cell);
  }

  @Test
  void aNameOfSeveralLinesStaysInItsCell() {
    assertThat(AnalyticsCsv.text("say \"x\"")).isEqualTo("\"say \"\"x\"\"\"");
    assertThat(AnalyticsCsv.text("\t=1")).isEqualTo("'\t=1");
    assertThat(AnalyticsCsv.text("a\r\n=2")).isEqualTo("\"a\r\n=2\"");
    assertThat(AnalyticsCsv.text("\r=2")).isEqualTo("\"'\r=2\"");
  }

  @Test
  void emptyBucketsHaveTheirLines() {
    var query =
        AnalyticsQuery.of(
            new AnalyticsQuery.Parameters(
                "2026-01-01T00:00:00Z", "2026-01-01T02:00:00Z", "hour", null, null, null, null),
            Instant.EPOCH);

    assertThat(AnalyticsCsv.of(new AnalyticsReport(query).view(List.of())))
        .startsWith("at,measure,name,value\r\n")
        .contains("2026-01-01T00:00:00Z,asked,,0\r\n", "2026-01-01T01:00:00Z,queue_ms,count,0\r\n")
        .doesNotContain("T02:", "null");
  }
}
