package io.sluice.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessJdkTest {
  @TempDir Path folder;

  @Test
  void aNativeExecutableWithAConfiguredJdkNeedsNoneOfItsOwn() {
    assertThat(ProcessJdk.of(Optional.of(Path.of("/opt/jdk")), null).java())
        .isEqualTo(Path.of("/opt/jdk/bin/java"));
  }

  @Test
  void withoutASettingProcessesRunOnTheJdkOfTheService() {
    assertThat(ProcessJdk.of(Optional.empty(), "/opt/own").home()).isEqualTo(Path.of("/opt/own"));
  }

  @Test
  void aNativeExecutableWithoutAJdkIsToldWhichSettingIsMissing() {
    assertThatThrownBy(() -> ProcessJdk.of(Optional.empty(), null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("SLUICE_LAUNCH_JAVA_HOME");
  }

  @Test
  void theVersionChangesWithTheReleaseOfTheJdk() throws IOException {
    var jdk = new ProcessJdk(folder);
    String before = jdk.version();

    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"25.0.1\"");

    assertThat(jdk.version()).isNotEqualTo(before);
  }
}
