package io.sluice.admin.identity;

import io.sluice.admin.database.Database;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Creates the first user at a start without users: from a file, or with a random password that is
 * printed once and must be changed.
 */
@Singleton
public final class InitialAdministrator {

  private static final Logger LOG = Logger.getLogger(InitialAdministrator.class);
  private static final String USERNAME = "admin";
  private static final int RANDOM_BYTES = 18;

  private final UserRepository users;
  private final TokenRepository tokens;
  private final Passwords passwords;
  private final OidcProvider provider;
  private final Database database;
  private final SecurityConfig config;
  private final InstantSource clock;
  private final String host;

  InitialAdministrator(
      UserRepository users,
      TokenRepository tokens,
      Passwords passwords,
      OidcProvider provider,
      Database database,
      SecurityConfig config,
      InstantSource clock,
      @ConfigProperty(name = "quarkus.http.host") String host) {
    this.users = users;
    this.tokens = tokens;
    this.passwords = passwords;
    this.provider = provider;
    this.database = database;
    this.config = config;
    this.clock = clock;
    this.host = host;
  }

  /**
   * Creates the first administrator unless there is a user or a provider.
   *
   * @throws StartRefused if built-in users may not sign in at this address, or the file is invalid
   */
  public void ensure() {
    if (provider.used()) {
      return;
    }
    String refusal = SignInAddress.refusal(host, config.builtInUsersBeyondLoopback());
    if (refusal != null) {
      throw new StartRefused(refusal);
    }
    if (database.shared(_ -> users.count()) == 0) {
      config.initialAdministratorFile().map(Path::of).ifPresentOrElse(this::fromFile, this::random);
    }
  }

  private void fromFile(Path file) {
    var credentials = AdministratorFile.read(file);
    BuiltInUser user = user(credentials.username(), credentials.password(), false);
    boolean created =
        database.shared(connection -> users.insert(connection, user) && keep(user, credentials));
    if (created) {
      LOG.infof("first administrator created user=%s", user.username());
    }
  }

  private boolean keep(BuiltInUser user, AdministratorFile credentials) {
    tokens.insert(
        new TokenRepository.Kept(
            UUID.randomUUID(),
            Secrets.hash(credentials.token()),
            user.id(),
            null,
            "initial",
            user.role(),
            user.createdAt(),
            null));
    return true;
  }

  private void random() {
    String password = Secrets.random(RANDOM_BYTES);
    BuiltInUser user = user(USERNAME, password, true);
    // If several instances start at once, only the one that creates the user prints the password.
    if (database.transaction(connection -> users.insert(connection, user))) {
      print(password);
      LOG.infof("first administrator created user=%s", user.username());
    }
  }

  /** Prints to the terminal and not to the log, which is stored. */
  @SuppressWarnings("SystemOut")
  private static void print(String password) {
    System.out.println(
        "The first administrator is '"
            + USERNAME
            + "' with the password '"
            + password
            + "'. It is shown this once and must be changed at the first sign-in.");
  }

  private BuiltInUser user(String username, String password, boolean mustChange) {
    return new BuiltInUser(
        UUID.randomUUID(),
        username,
        passwords.hash(password),
        Role.PLATFORM_ADMIN,
        Organizations.ALL,
        true,
        mustChange,
        clock.instant());
  }

  /**
   * Rule that built-in users sign in at a loopback address only, unless the configuration allows
   * more.
   */
  static final class SignInAddress {

    private static final Set<String> LOOPBACK = Set.of("localhost", "::1", "[::1]");

    private SignInAddress() {}

    /** Returns the reason why the service must not start, or null. */
    static @Nullable String refusal(String host, boolean allowedBeyondLoopback) {
      return allowedBeyondLoopback || LOOPBACK.contains(host) || host.startsWith("127.")
          ? null
          : "QUARKUS_HTTP_HOST is "
              + host
              + ", so other hosts can reach the sign-in of built-in users: set SLUICE_OIDC_ENABLED"
              + " and sign in at an OpenID provider, or allow it with"
              + " SLUICE_SECURITY_BUILT_IN_USERS_BEYOND_LOOPBACK=true.";
    }
  }
}
