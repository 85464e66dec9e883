package io.sluice.process.bundle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chain of causes of a throwable. A throwable of a workflow may name itself as its cause, or a new
 * cause at each call, or throw: the walk ends nevertheless.
 */
public final class Causes {
  private static final int MAX_DEPTH = 64;

  private Causes() {}

  /**
   * Returns the throwable, its cause, the cause of that and so on: at most 64, none of them twice.
   */
  public static List<Throwable> of(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable next = thrown;
        next != null && chain.size() < MAX_DEPTH && seen.add(next);
        next = causeOf(next)) {
      chain.add(next);
    }
    return chain;
  }

  private static @Nullable Throwable causeOf(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable _) {
      return null;
    }
  }
}
