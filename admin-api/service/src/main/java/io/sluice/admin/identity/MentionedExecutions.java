package io.sluice.admin.identity;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds ids of executions in a text. Only executions have UUIDs of version 7. */
public final class MentionedExecutions {

  private static final Pattern VERSION_7 =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

  private MentionedExecutions() {}

  /** Returns the ids; none if the text is null. */
  public static Set<UUID> in(@Nullable String text) {
    return VERSION_7
        .matcher(text == null ? "" : text)
        .results()
        .map(found -> UUID.fromString(found.group()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
