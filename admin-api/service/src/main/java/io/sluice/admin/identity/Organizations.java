package io.sluice.admin.identity;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Organizations whose executions a caller may see and change (docs/security.md).
 *
 * @param all true for every organization, and for executions without one
 */
public record Organizations(boolean all, Set<String> names) {

  public static final Organizations ALL = new Organizations(true, Set.of());

  private static final String ANY = "*";

  public Organizations {
    names = Set.copyOf(names);
  }

  /** Reads names; {@code *} stands for all. */
  public static Organizations of(Collection<String> words) {
    return words.contains(ANY) ? ALL : new Organizations(false, Set.copyOf(words));
  }

  public boolean include(@Nullable String organization) {
    return all || (organization != null && names.contains(organization));
  }

  /** Returns the organizations that are in both. */
  Organizations within(Organizations others) {
    if (all) {
      return others;
    }
    return others.all
        ? this
        : new Organizations(
            false, names.stream().filter(others.names::contains).collect(Collectors.toSet()));
  }

  /** Returns the names that {@link #of} reads, sorted. */
  public List<String> words() {
    return all ? List.of(ANY) : names.stream().sorted().toList();
  }
}
