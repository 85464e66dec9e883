package io.sluice.diagnostics.session;

import io.quarkus.runtime.Startup;
import io.sluice.diagnostics.InvalidConfiguration;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.logging.Logger;

/** Loads the keys that seal cookies from a file, or generates one at this start. */
@Singleton
class SessionKeys {

  static final String VARIABLE = "SLUICE_SESSION_KEY_FILE";
  private static final Logger LOG = Logger.getLogger(SessionKeys.class);
  private static final int MIN_LENGTH = 32;
  private static final int MAX_KEYS = 2;
  private static final long LARGEST = 4096;

  @Produces
  @Singleton
  @Startup
  SessionSeal seal(SessionConfig config) {
    return new SessionSeal(config.keyFile().map(SessionKeys::read).orElseGet(SessionKeys::made));
  }

  private static List<SecretKey> made() {
    LOG.infof(
        "Sign-ins are sealed with a key generated at this start: they end with a restart, and other replicas do"
            + " not know them. %s names a file with a lasting one.",
        VARIABLE);
    byte[] key = new byte[MIN_LENGTH];
    new SecureRandom().nextBytes(key);
    return List.of(new SecretKeySpec(key, "AES"));
  }

  static List<SecretKey> read(Path file) {
    List<String> lines;
    try {
      if (Files.size(file) > LARGEST) {
        throw refused(file, "is no key: it has more than " + LARGEST + " bytes");
      }
      lines =
          Files.readAllLines(file).stream().map(String::strip).filter(l -> !l.isEmpty()).toList();
    } catch (IOException unreadable) {
      throw refused(file, "cannot be read; it must be a text file that this user may read");
    }
    if (lines.isEmpty() || lines.size() > MAX_KEYS) {
      throw refused(
          file, "must have one line with a key, or two: the present one and the one before");
    }
    if (lines.stream().anyMatch(line -> line.length() < MIN_LENGTH)) {
      throw refused(
          file, "has a key that is too short; it must have " + MIN_LENGTH + " characters or more");
    }
    return lines.stream().map(SessionKeys::key).toList();
  }

  private static SecretKey key(String line) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return new SecretKeySpec(digest.digest(line.getBytes(StandardCharsets.UTF_8)), "AES");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }

  private static InvalidConfiguration refused(Path file, String why) {
    return new InvalidConfiguration(VARIABLE + " is " + file + ": it " + why + ".");
  }
}
