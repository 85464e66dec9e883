package io.sluice.local.child;

import java.io.IOException;
import java.util.List;

/** A part of the system did not start: the message says which and why. */
public final class StartFailed extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int TAIL = 25;
  private final transient List<String> lastLines;

  public StartFailed(String sentence) {
    super(sentence);
    this.lastLines = List.of();
  }

  /** With the end of the log of the child that is to blame. */
  public StartFailed(String sentence, Child child) {
    super(sentence);
    this.lastLines = child.lastLines(TAIL);
  }

  public List<String> lastLines() {
    return lastLines == null ? List.of() : lastLines;
  }
}
