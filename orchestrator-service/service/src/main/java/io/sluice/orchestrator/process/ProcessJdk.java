package io.sluice.orchestrator.process;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JDK that runs the processes of a worker.
 *
 * @param home its folder, with {@code bin/java}
 */
record ProcessJdk(Path home) {

  /** Returns the configured JDK, or the one that runs this service. */
  static ProcessJdk of(LaunchConfig config) {
    return of(config.javaHome(), System.getProperty("java.home"));
  }

  /**
   * Returns the configured JDK, or the one that runs this service. Pure.
   *
   * @param ownHome null in a native executable, which runs without a JDK
   * @throws ConfigurationException if there is none
   */
  static ProcessJdk of(Optional<Path> configured, @Nullable String ownHome) {
    if (configured.isPresent()) {
      return new ProcessJdk(configured.get());
    }
    if (ownHome == null) {
      throw new ConfigurationException(
          "SLUICE_LAUNCH_JAVA_HOME is not set, and a native executable has no JDK of its own: set it to the home of the JDK 25 that is to run the processes.");
    }
    return new ProcessJdk(Path.of(ownHome));
  }

  Path java() {
    return home.resolve("bin/java");
  }

  /**
   * Returns the text that identifies its JVM: the file {@code release} of the JDK. The version of
   * the JVM that runs this service says nothing about the JDK of the processes.
   */
  String version() throws IOException {
    Path release = home.resolve("release");
    return home + "\n" + (Files.isRegularFile(release) ? Files.readString(release) : "");
  }
}
