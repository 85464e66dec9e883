package io.sluice.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Folders of mounted secrets, in which each file is a setting (docs/configuration.md). */
public final class SecretFolders {

  /** Setting that lists them. */
  public static final String SETTING = "smallrye.config.source.file.locations";

  private SecretFolders() {}

  /**
   * Returns one sentence for each missing folder, because its settings would count as not set.
   *
   * @param folders paths
   */
  public static List<String> missing(List<String> folders) {
    return folders.stream()
        .filter(folder -> !Files.isDirectory(Path.of(folder)))
        .map(
            "SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS names %s, and there is no such folder: mount the secrets, or leave it out."
                ::formatted)
        .toList();
  }
}
