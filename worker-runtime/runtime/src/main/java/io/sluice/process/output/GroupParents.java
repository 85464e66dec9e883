package io.sluice.process.output;

/**
 * Parents of the thread groups of executions. Whenever a thread group gets a subgroup, the JDK
 * looks through those that were not collected yet and may copy their list; with one parent for all,
 * the lists, and executions behind them, filled the old generation. So a parent gets few subgroups,
 * and is garbage with them. Confined to one thread.
 */
public final class GroupParents {
  static final int MAX_SUBGROUPS = 128;

  private final ThreadGroup root;
  private ThreadGroup parent;
  private int subgroups = MAX_SUBGROUPS;

  public GroupParents(String name) {
    root = new ThreadGroup(name);
    parent = root;
  }

  /** Returns the parent for one more subgroup. */
  public ThreadGroup next() {
    if (subgroups == MAX_SUBGROUPS) {
      parent = new ThreadGroup(root, root.getName());
      subgroups = 0;
    }
    subgroups++;
    return parent;
  }
}
