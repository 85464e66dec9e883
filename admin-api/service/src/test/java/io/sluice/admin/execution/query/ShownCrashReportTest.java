package io.sluice.admin.execution.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.admin.execution.query.ExecutionReader.ShownCrashReport;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShownCrashReportTest {

  private static final UUID OWN = UUID.fromString("01a228a4-1973-7000-a9e4-5f1737b1cf31");
  private static final String REPORT =
      """
      {"cause":"EXITED","last_output":"own words","hs_err":"","last_seen":{"stack":"other.Code.run"},
       "suspects":[
         {"execution_id":"01a228a4-1973-7000-a9e4-5f1737b1cf31","workflow":"own","cpu_ms":1},
         {"execution_id":"01a228a4-1973-7000-a9e4-000000000000","workflow":"other","epoch":1,
          "claim":1,"cpu_ms":2}]}
      """;

  @Test
  void whoSeesSomeOrganizationsReadsNothingOfNeighboursButTheirFigures()
      throws JsonProcessingException {
    ObjectNode shown = ShownCrashReport.of(report(), OWN, true, false);

    assertThat(shown.toString())
        .contains("own words", "\"workflow\":\"own\"", "\"cpu_ms\":2", "\"redacted\":true")
        .doesNotContain("other", "000000000000");
  }

  @Test
  void whoMayReadNoPayloadsReadsNoOutput() throws JsonProcessingException {
    assertThat(ShownCrashReport.of(report(), OWN, false, true).toString())
        .contains("other.Code.run", "\"redacted\":true")
        .doesNotContain("own words");
  }

  @Test
  void whoMaySeeAllReadsTheWholeReport() throws JsonProcessingException {
    assertThat(ShownCrashReport.of(report(), OWN, true, true)).isEqualTo(report());
  }

  private static ObjectNode report() throws JsonProcessingException {
    return (ObjectNode) new ObjectMapper().readTree(REPORT);
  }
}
