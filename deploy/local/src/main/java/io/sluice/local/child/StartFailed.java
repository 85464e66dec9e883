package io.sluice.local.child;

import java.io.IOException;
import java.util.List;

/** Reports that a part of the system did not start: which one and why. */
public final class StartFailed extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int TAIL = 25;
  private final transient List<String> lastLines;

  public StartFailed(String sentence) {
    super(sentence);
    this.lastLines = List.of();
  }

  /** Creates the failure with the end of the child's log. */
  public StartFailed(String sentence, Child child) {
    super(sentence);
    this.lastLines = child.lastLines(TAIL);
  }

  public List<String> lastLines() {
    return lastLines == null ? List.of() : lastLines;
  }
}
