package io.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFoldersTest {

  @Test
  void aFolderThatIsNotThereIsNamed(@TempDir Path folder) {
    assertThat(SecretFolders.missing(List.of(folder.toString()))).isEmpty();
    assertThat(SecretFolders.missing(List.of(folder.resolve("none").toString())))
        .singleElement()
        .asString()
        .startsWith("SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS names " + folder.resolve("none"));
  }
}
