package io.sluice.admin.notification;

import java.util.Locale;

/**
 * Something to tell administrators.
 *
 * @param link a path of the diagnostics page
 */
public record Notice(Severity severity, String title, String body, String link) {

  /** Where the blacklist is shown. */
  public static final String BLACKLIST = "/platform/diagnostics?tab=blacklist";

  /** How urgent it is. */
  public enum Severity {
    INFO,
    /** Somebody should look. */
    WARNING;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
