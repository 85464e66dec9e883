package io.sluice.admin.identity;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Credentials of the first administrator, from a file that only the operator may read. */
record AdministratorFile(String username, String password, String token) {

  private static final String VARIABLE = "SLUICE_SECURITY_INITIAL_ADMINISTRATOR_FILE";
  private static final int MIN_TOKEN_LENGTH = 32;
  private static final int MAX_LENGTH = 200;

  /**
   * Reads the file.
   *
   * @throws StartRefused if it cannot be read or a value is invalid
   */
  static AdministratorFile read(Path file) {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw refused(file, "the file cannot be read (" + e.getMessage() + ")");
    }
    var credentials =
        new AdministratorFile(
            value(properties, "username", 1, file),
            value(properties, "password", 1, file),
            value(properties, "token", MIN_TOKEN_LENGTH, file));
    String fault = Passwords.fault(credentials.password(), credentials.username());
    if (fault != null) {
      throw refused(file, "password " + fault);
    }
    return credentials;
  }

  private static String value(Properties properties, String name, int minLength, Path file) {
    String value = properties.getProperty(name, "").strip();
    if (value.length() < minLength || value.length() > MAX_LENGTH) {
      throw refused(file, name + " must have " + minLength + " to " + MAX_LENGTH + " characters");
    }
    return value;
  }

  private static StartRefused refused(Path file, String why) {
    return new StartRefused(VARIABLE + " is " + file + ": " + why + ".");
  }

  /** Omits the secrets, which must not appear in a log. */
  @Override
  public String toString() {
    return "AdministratorFile[username=" + username + "]";
  }
}
