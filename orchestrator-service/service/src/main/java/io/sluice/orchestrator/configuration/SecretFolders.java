package io.sluice.orchestrator.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folders of mounted secrets, in which each file is a setting (docs/configuration.md). */
public final class SecretFolders {

  /** Where their names are set, as a list. */
  public static final String SETTING = "smallrye.config.source.file.locations";

  private SecretFolders() {}

  /** One sentence for each that is not there: what was to be in it would count as not set. */
  public static List<String> mistakes(List<String> folders) {
    return folders.stream()
        .filter(folder -> !Files.isDirectory(Path.of(folder)))
        .map(
            "SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS names %s, and no folder is there: mount the secrets, or leave it out."
                ::formatted)
        .toList();
  }
}
