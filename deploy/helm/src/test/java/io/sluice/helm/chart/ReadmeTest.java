package io.sluice.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  @Test
  void theReadmeIsThatOfTheValues() throws IOException {
    assertThat(Files.readString(Chart.FOLDER.resolve("README.md")))
        .as("run deploy/helm/write-readme")
        .isEqualTo(ReadmeText.of(Files.readAllLines(Chart.FOLDER.resolve("values.yaml"))));
  }
}
