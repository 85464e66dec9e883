package io.sluice.queue;

/**
 * Event in the results stream of a kind that this version does not know, because a newer worker
 * wrote it (docs/operations.md, Upgrading).
 */
public final class UnknownEventKind extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnknownEventKind(String kind) {
    super("the event kind " + kind + " is not known to this version");
  }
}
