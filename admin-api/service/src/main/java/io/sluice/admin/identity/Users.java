package io.sluice.admin.identity;

import io.sluice.admin.database.Database;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.api.Page;
import io.sluice.api.Problem;
import io.sluice.api.UserApi.User;
import io.sluice.api.UserApi.UserChange;
import io.sluice.api.UserApi.UserRequest;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Adds and changes built-in users, each with its audit entry in one transaction. */
@Singleton
final class Users {

  private static final Logger LOG = Logger.getLogger(Users.class);

  private final UserRepository users;
  private final SessionStore sessions;
  private final TokenRepository personal;
  private final Passwords passwords;
  private final TokenVerifier tokens;
  private final Database database;
  private final Audit audit;
  private final InstantSource clock;

  Users(
      UserRepository users,
      SessionStore sessions,
      TokenRepository personal,
      Passwords passwords,
      TokenVerifier tokens,
      Database database,
      Audit audit,
      InstantSource clock) {
    this.users = users;
    this.sessions = sessions;
    this.personal = personal;
    this.passwords = passwords;
    this.tokens = tokens;
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /** Returns a page of users by name, after the cursor. */
  Page<User> page(String cursor, int limit) {
    List<BuiltInUser> found = database.shared(_ -> users.after(cursor, limit + 1));
    boolean more = found.size() > limit;
    List<BuiltInUser> shown = more ? found.subList(0, limit) : found;
    return new Page<>(
        shown.stream().map(BuiltInUser::view).toList(), more ? shown.getLast().username() : null);
  }

  User add(UserRequest request, String who) {
    checked("password", request.password(), request.username());
    var user =
        new BuiltInUser(
            UUID.randomUUID(),
            request.username(),
            passwords.hash(request.password()),
            Role.of(request.role()),
            request.organizations() == null
                ? Organizations.ALL
                : Organizations.of(request.organizations()),
            true,
            true,
            clock.instant());
    boolean added =
        database.shared(
            connection -> {
              boolean inserted = users.insert(connection, user);
              String result = inserted ? "allowed" : "refused: the user name is taken";
              audit.write(connection, entry(who, "user.add", user, null, user, result, 0));
              return inserted;
            });
    if (!added) {
      throw new ProblemException(
          ProblemType.USERNAME_TAKEN.problem(
              user.username() + " exists already. Choose another name, or change that user."));
    }
    LOG.infof("user added user=%s %s by=%s", user.username(), user.audited(), who);
    return user.view();
  }

  User change(UUID id, UserChange change, String who) {
    String newPassword = change.password();
    String hash = newPassword == null ? null : newHash(id, newPassword);
    Changed changed = database.shared(connection -> change(connection, id, change, hash, who));
    if (changed.problem() != null) {
      throw new ProblemException(changed.problem());
    }
    tokens.forget();
    LOG.infof(
        "user changed user=%s %s by=%s", changed.user().username(), changed.user().audited(), who);
    return changed.user().view();
  }

  private String newHash(UUID id, String password) {
    BuiltInUser user =
        database.shared(_ -> users.user(id)).orElseThrow(() -> unknown(id.toString()));
    checked("password", password, user.username());
    return passwords.hash(password);
  }

  private record Changed(BuiltInUser user, @Nullable Problem problem) {}

  private Changed change(
      Connection connection, UUID id, UserChange change, @Nullable String hash, String who)
      throws SQLException {
    int administrators = users.lockedAdministrators().size();
    Optional<BuiltInUser> found = users.locked(id);
    if (found.isEmpty()) {
      throw unknown(id.toString());
    }
    BuiltInUser before = found.get();
    BuiltInUser after = before.changed(change, hash);
    Problem problem = before.problem(after, administrators);
    long withdrawn = problem == null ? update(connection, before, after) : 0;
    String result = problem == null ? "allowed" : "refused: " + problem.title();
    audit.write(connection, entry(who, "user.change", before, before, after, result, withdrawn));
    return new Changed(after, problem);
  }

  /** Changes the row and ends what it ends; returns the number of withdrawn personal tokens. */
  private long update(Connection connection, BuiltInUser before, BuiltInUser after)
      throws SQLException {
    users.update(after);
    if (before.endsSessions(after)) {
      sessions.endOthers(connection, before.id(), null);
    }
    return before.endsTokens(after) ? personal.removeAll(before.id()) : 0;
  }

  static void checked(String field, String password, String username) {
    String fault = Passwords.fault(password, username);
    if (fault != null) {
      throw new ProblemException(ProblemType.INVALID.field(field, fault));
    }
  }

  static ProblemException unknown(String id) {
    return new ProblemException(
        ProblemType.NO_SUCH_USER.problem(
            "No user has the id " + id + ". GET /api/users lists them."));
  }

  private static Audit.Entry entry(
      String who,
      String action,
      BuiltInUser user,
      @Nullable BuiltInUser before,
      BuiltInUser after,
      String result,
      long tokensWithdrawn) {
    boolean newPassword = before != null && !before.passwordHash().equals(after.passwordHash());
    return new Audit.Entry(
        who,
        action,
        "user/" + user.username(),
        null,
        before == null ? null : before.audited(),
        after.audited()
            + (newPassword ? " password=new" : "")
            + (tokensWithdrawn == 0 ? "" : " tokens_withdrawn=" + tokensWithdrawn),
        result);
  }
}
