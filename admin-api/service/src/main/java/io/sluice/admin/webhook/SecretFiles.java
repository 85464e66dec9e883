package io.sluice.admin.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the secrets of webhooks from files of one folder, at each attempt, so that a changed file
 * counts at once. Each line is a secret: two of them sign with both, while the receiver changes
 * from one to the other.
 */
final class SecretFiles {

  private static final String PREFIX = "whsec_";
  private static final int MAX_FILE_BYTES = 10_000;
  private static final int MAX_SECRETS = 5;
  private static final int MIN_BYTES = 24;
  private static final int MAX_BYTES = 64;

  private final @Nullable Path folder;

  SecretFiles(@Nullable Path folder) {
    this.folder = folder;
  }

  /** Thrown when the secrets cannot be read. Its message says why, and has no secret. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /** Returns the secrets of a file. */
  List<byte[]> read(String name) throws Unreadable {
    if (folder == null) {
      throw new Unreadable("has no folder: set SLUICE_WEBHOOK_SECRETS_DIRECTORY");
    }
    var secrets = new ArrayList<byte[]>();
    for (String line : text(folder, name).lines().map(String::strip).toList()) {
      if (!line.isEmpty()) {
        secrets.add(secret(line, name));
      }
    }
    if (secrets.isEmpty() || secrets.size() > MAX_SECRETS) {
      throw new Unreadable(
          "names the file " + name + ", which has 1 to " + MAX_SECRETS + " lines with a secret");
    }
    return secrets;
  }

  private static String text(Path folder, String name) throws Unreadable {
    try {
      // A mounted secret is a link; one that leads out of the folder is refused.
      Path file = folder.resolve(name).toRealPath();
      if (!file.startsWith(folder.toRealPath()) || Files.size(file) > MAX_FILE_BYTES) {
        throw new Unreadable("names the file " + name + ", which is no secret of the folder");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Unreadable("names the file " + name + ", which the folder does not have");
    }
  }

  private static byte[] secret(String line, String name) throws Unreadable {
    byte[] secret = new byte[0];
    if (line.startsWith(PREFIX)) {
      try {
        secret = Base64.getDecoder().decode(line.substring(PREFIX.length()));
      } catch (IllegalArgumentException notBase64) {
        secret = new byte[0];
      }
    }
    if (secret.length < MIN_BYTES || secret.length > MAX_BYTES) {
      throw new Unreadable(
          "names the file "
              + name
              + ", in which each line is whsec_ and 24 to 64 random bytes in Base64");
    }
    return secret;
  }
}
