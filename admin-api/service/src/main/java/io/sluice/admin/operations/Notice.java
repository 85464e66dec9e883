package io.sluice.admin.operations;

import java.util.Locale;

/**
 * Content of a notification for administrators.
 *
 * @param link a path of the diagnostics page
 */
public record Notice(Severity severity, String title, String body, String link) {

  /** Link to the blacklist. */
  public static final String BLACKLIST = "/platform/diagnostics?tab=blacklist";

  /** Severity of a notification. */
  public enum Severity {
    INFO,
    /** Needs attention. */
    WARNING;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
