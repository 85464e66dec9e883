package io.sluice.admin.results;

import java.util.Locale;

/** The verdict on an attempt whose process crashed. */
enum Suspicion {
  /** Other executions were in the process, or nothing proves which one was the cause. */
  SUSPECTED,
  /** A later attempt was alone and ended in another way than by a crash. */
  ACQUITTED,
  /** It was alone in its process and crashed it. */
  CONVICTED;

  /** The word in PostgreSQL and for people. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
