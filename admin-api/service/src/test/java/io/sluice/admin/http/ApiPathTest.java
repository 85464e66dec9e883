package io.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiPathTest {

  @ParameterizedTest
  @CsvSource({
    "/api/bundles, /api/bundles",
    "/api/bundles/, /api/bundles",
    "/api/bundles//, /api/bundles",
    "/api/bundles;a=b, /api/bundles",
    "/api;x/bundles;a=b/, /api/bundles",
    "/api/executions/batch/, /api/executions/batch",
    "/, /"
  })
  void aPathIsThatOfItsOperation(String normalized, String path) {
    assertThat(ApiPath.of(normalized)).isEqualTo(path);
  }
}
