package io.sluice.admin.recorder;

import java.util.Locale;

/** What is known of an attempt whose process crashed (supervision, section 9). */
enum Suspicion {
  /** Others were in the process, or nothing proves whose doing it was. */
  SUSPECTED,
  /** A later attempt was alone and ended in another way than by a crash. */
  ACQUITTED,
  /** It was alone and did it. */
  CONVICTED;

  /** The word in PostgreSQL and for people. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
