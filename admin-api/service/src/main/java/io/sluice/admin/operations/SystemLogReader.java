package io.sluice.admin.operations;

import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.ExecutionOrganizations;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.identity.Role;
import io.sluice.admin.identity.VisibilityFilter;
import io.sluice.api.Page;
import io.sluice.api.SystemLogEntry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads log lines as the caller may see them. Words are sought in what the caller may read: a
 * search in the stored text would reveal hidden lines by its matches and by its cursor. Runs on the
 * thread of the request.
 */
@Singleton
final class SystemLogReader {

  /** Lines that one request reads at most when words are sought among shown texts. */
  private static final int MAX_READ = 5_000;

  private static final int BATCH = 500;

  private final SystemLogStore store;
  private final ExecutionOrganizations organizations;
  private final Caller caller;

  SystemLogReader(SystemLogStore store, ExecutionOrganizations organizations, Caller caller) {
    this.store = store;
    this.organizations = organizations;
    this.caller = caller;
  }

  /** Returns a page, newest first. Its cursor depends on shown lines and on ids only. */
  Page<SystemLogEntry> page(SystemLogQuery query) {
    Organizations sees = caller.organizations();
    boolean seesUsers = caller.principal().role() == Role.PLATFORM_ADMIN;
    return query.q() == null || (sees.all() && seesUsers)
        ? plain(query, sees, seesUsers)
        : sought(query, sees, seesUsers);
  }

  private Page<SystemLogEntry> plain(SystemLogQuery query, Organizations sees, boolean seesUsers) {
    List<SystemLogEntry> found = store.find(query, query.limit() + 1);
    boolean more = found.size() > query.limit();
    List<SystemLogEntry> lines = more ? found.subList(0, query.limit()) : found;
    return new Page<>(shown(lines, sees, seesUsers), more ? cursor(lines) : null);
  }

  private Page<SystemLogEntry> sought(SystemLogQuery query, Organizations sees, boolean seesUsers) {
    String words = String.valueOf(query.q()).toLowerCase(Locale.ROOT);
    var matching = new ArrayList<SystemLogEntry>();
    long before = query.before();
    for (int read = 0; read < MAX_READ; read += BATCH) {
      List<SystemLogEntry> lines = store.find(query.withoutWords(before), BATCH);
      for (SystemLogEntry line : shown(lines, sees, seesUsers)) {
        if (contains(line.message(), words)) {
          matching.add(line);
        }
      }
      if (matching.size() > query.limit()) {
        List<SystemLogEntry> items = matching.subList(0, query.limit());
        return new Page<>(List.copyOf(items), cursor(items));
      }
      if (lines.size() < BATCH) {
        return new Page<>(matching, null);
      }
      before = lines.getLast().id();
    }
    return new Page<>(matching, Long.toString(before));
  }

  private static boolean contains(@Nullable String message, String words) {
    return message != null && message.toLowerCase(Locale.ROOT).contains(words);
  }

  private static String cursor(List<SystemLogEntry> lines) {
    return Long.toString(lines.getLast().id());
  }

  private List<SystemLogEntry> shown(
      List<SystemLogEntry> lines, Organizations sees, boolean seesUsers) {
    Set<UUID> named =
        sees.all()
            ? Set.of()
            : lines.stream()
                .flatMap(line -> VisibilityFilter.mentioned(line.message()).stream())
                .collect(Collectors.toSet());
    VisibilityFilter filter = organizations.filter(sees, named);
    return lines.stream().map(line -> filter.line(line, seesUsers)).toList();
  }
}
