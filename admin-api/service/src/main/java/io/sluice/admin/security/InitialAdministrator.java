package io.sluice.admin.security;

import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Properties;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Creates the first user from a file, at a start with none. */
@ApplicationScoped
public class InitialAdministrator {

  private static final Logger LOG = Logger.getLogger(InitialAdministrator.class);
  private static final String VARIABLE = "SLUICE_SECURITY_INITIAL_ADMINISTRATOR_FILE";
  private static final int SHORTEST_PASSWORD = 12;
  private static final int SHORTEST_TOKEN = 32;

  /** bcrypt looks at no more. */
  private static final int LONGEST_PASSWORD_BYTES = 72;

  private final UserRepository users;
  private final TokenRepository tokens;
  private final SecurityConfig config;
  private final InstantSource clock;

  InitialAdministrator(
      UserRepository users, TokenRepository tokens, SecurityConfig config, InstantSource clock) {
    this.users = users;
    this.tokens = tokens;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Does nothing when there is a user.
   *
   * @throws StartRefused when there is none and the file does not give one
   */
  @Transactional
  public void ensure() {
    if (users.count() > 0) {
      return;
    }
    String file =
        config
            .initialAdministratorFile()
            .orElseThrow(
                () ->
                    new StartRefused(
                        "There is no user yet, and "
                            + VARIABLE
                            + " is not set: it must name a file with username, password and"
                            + " token."));
    Properties properties = read(Path.of(file));
    AppUser user = user(properties, file);
    users.persist(user);
    tokens.persist(token(user, value(properties, "token", SHORTEST_TOKEN, file)));
    LOG.infof("first administrator created user=%s", user.username);
  }

  private AppUser user(Properties properties, String file) {
    Instant now = clock.instant();
    var user = new AppUser();
    user.id = UUID.randomUUID();
    user.username = value(properties, "username", 1, file);
    user.passwordHash =
        BcryptUtil.bcryptHash(
            value(properties, "password", SHORTEST_PASSWORD, file), SignInService.BCRYPT_COST);
    user.role = Role.PLATFORM_ADMIN.word();
    user.organizations = "*";
    user.enabled = true;
    user.createdAt = now;
    return user;
  }

  private AccessToken token(AppUser user, String secret) {
    var token = new AccessToken();
    token.hash = Secrets.hash(secret);
    token.user = user;
    token.name = "initial";
    token.role = user.role;
    token.createdAt = clock.instant();
    return token;
  }

  private static Properties read(Path file) {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new StartRefused(
          VARIABLE + " is " + file + ": the file cannot be read (" + e.getMessage() + ").");
    }
  }

  private static String value(Properties properties, String name, int shortest, String file) {
    String value = properties.getProperty(name, "").strip();
    if (value.length() < shortest || value.length() > LONGEST_PASSWORD_BYTES) {
      throw new StartRefused(
          VARIABLE
              + " is "
              + file
              + ": "
              + name
              + " must have "
              + shortest
              + " to "
              + LONGEST_PASSWORD_BYTES
              + " characters.");
    }
    return value;
  }
}
