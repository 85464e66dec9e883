package io.sluice.diagnostics.live;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * The personal access token with which this instance reads the stream. Any thread that may wait.
 */
@Singleton
class StreamCredential {

  private final FeedConfig config;

  StreamCredential(FeedConfig config) {
    this.config = config;
  }

  /**
   * Reads the token again, because the file may have been replaced. Empty if there is none yet.
   */
  Optional<String> now() {
    var file = config.streamTokenFile();
    if (file.isEmpty()) {
      return config.streamToken();
    }
    try {
      return Optional.of(Files.readString(file.get()).strip()).filter(text -> !text.isEmpty());
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }
}
