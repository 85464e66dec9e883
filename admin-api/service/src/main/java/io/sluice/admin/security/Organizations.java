package io.sluice.admin.security;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose executions a person may see and touch (security, section 2).
 *
 * @param all also those of nobody in particular
 */
public record Organizations(boolean all, Set<String> names) {

  public static final Organizations ALL = new Organizations(true, Set.of());

  private static final String EVERY = "*";

  public Organizations {
    names = Set.copyOf(names);
  }

  /** Reads names, among which {@code *} stands for all. */
  public static Organizations of(Collection<String> words) {
    return words.contains(EVERY) ? ALL : new Organizations(false, Set.copyOf(words));
  }

  public boolean include(@Nullable String organization) {
    return all || (organization != null && names.contains(organization));
  }

  /** What {@link #of} reads, in one order. */
  public List<String> words() {
    return all ? List.of(EVERY) : names.stream().sorted().toList();
  }
}
