package io.sluice.orchestrator.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * What a process started and what would outlive it (supervision, section 10). Its methods wait for
 * the programs that they run.
 *
 * @param prefix put before a command, it runs as the user of the process; may be empty
 * @param group the process group, 0 when the process has none of its own
 * @param mark the variable and value that only this process and its descendants have
 */
record Offspring(List<String> prefix, long group, String mark) {
  private static final Logger LOG = Logger.getLogger(Offspring.class);

  private static final String FIND_MARKED =
      "grep -lszxF -e \"$1\" /proc/[0-9]*/environ 2>/dev/null | head -n 1";

  /** Again until none is found, because one that is found may fork before it is killed. */
  private static final String KILL_MARKED =
      """
      killed=0; round=0
      while [ $round -lt 20 ]; do
        found=$(grep -lszxF -e "$1" /proc/[0-9]*/environ)
        [ -n "$found" ] || break
        for file in $found; do
          pid=${file#/proc/}
          kill -KILL "${pid%/environ}" && killed=$((killed + 1))
        done
        round=$((round + 1))
      done 2>/dev/null
      echo $killed
      """;

  /** Whether anything that the process started is alive. */
  boolean anyMarked() {
    return !run(FIND_MARKED, mark).isEmpty();
  }

  /** A grandchild survives the end of its parent; the group reaches it. */
  void killGroup() {
    if (group > 0) {
      // Nothing is left of most groups, and then kill fails.
      run("kill -KILL -- \"-$1\" 2>/dev/null", Long.toString(group));
    }
  }

  /** Also what left the group, and whose parent has ended: it still has the mark. */
  void killMarked() {
    String killed = run(KILL_MARKED, mark);
    if (!killed.isEmpty() && !killed.equals("0")) {
      LOG.infof("What the process with %s left running was killed.", mark);
    }
  }

  private String run(String script, String argument) {
    var command = new ArrayList<>(prefix);
    command.addAll(List.of("/bin/sh", "-c", script, "sh", argument));
    try {
      return ShortProgram.run(command).output();
    } catch (IOException e) {
      LOG.warnf("Not all descendants with %s could be killed: %s", mark, e.getMessage());
      return "";
    }
  }
}
