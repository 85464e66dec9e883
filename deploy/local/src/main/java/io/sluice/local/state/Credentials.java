package io.sluice.local.state;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * The first administrator of a system. admin-api reads the file when it creates that administrator
 * at its first start only, so it stays the same for kept data.
 */
public record Credentials(String username, String password, String token) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Reads the file, or creates it with new credentials. */
  public static Credentials in(Path file) throws IOException {
    if (Files.exists(file)) {
      return read(file);
    }
    var fresh = new Credentials("admin", random(15), "slu_" + random(32));
    PrivateFile.write(file, fresh.asProperties());
    return fresh;
  }

  private static Credentials read(Path file) throws IOException {
    var properties = new Properties();
    properties.load(new StringReader(Files.readString(file)));
    return new Credentials(
        required(properties, "username", file),
        required(properties, "password", file),
        required(properties, "token", file));
  }

  private static String required(Properties properties, String key, Path file) throws IOException {
    var value = properties.getProperty(key);
    if (value == null || value.isBlank()) {
      throw new IOException(
          "The file "
              + file
              + " has no "
              + key
              + ": give it one, or keep the data in another folder");
    }
    return value;
  }

  private static String random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private String asProperties() {
    return "username=%s%npassword=%s%ntoken=%s%n".formatted(username, password, token);
  }

  /** Without the secrets, because records end up in logs. */
  @Override
  public String toString() {
    return "Credentials[username=" + username + "]";
  }
}
