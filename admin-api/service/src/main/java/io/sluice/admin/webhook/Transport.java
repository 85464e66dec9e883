package io.sluice.admin.webhook;

import java.util.Locale;

/** The way to a receiver, which its address decides. A label of the metrics. */
enum Transport {
  HTTP,
  MAIL;

  /** Begin of the address of a mail receiver (RFC 6068). */
  static final String MAILTO = "mailto:";

  static Transport of(String url) {
    return url.regionMatches(true, 0, MAILTO, 0, MAILTO.length()) ? MAIL : HTTP;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
