package io.sluice.admin.action;

import java.util.Locale;

/** The end of an approval. Its word is in the API, in the audit and a label of the metric. */
enum CouncilDecision {
  APPROVED,
  REJECTED,
  /** Rejected by one member with a veto. */
  VETOED,
  /** Not decided in time. */
  EXPIRED;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static CouncilDecision of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
