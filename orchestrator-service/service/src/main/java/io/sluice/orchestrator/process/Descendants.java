package io.sluice.orchestrator.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Descendants of a process, which would outlive it. The methods wait for the programs that they
 * run.
 *
 * @param prefix put before a command, runs it as the user of the process; may be empty
 * @param group its process group, 0 if it has none of its own
 * @param mark variable and value that only this process and its descendants have
 */
record Descendants(List<String> prefix, long group, String mark) {
  private static final Logger LOG = Logger.getLogger(Descendants.class);

  private static final String FIND_MARKED =
      "grep -lszxF -e \"$1\" /proc/[0-9]*/environ 2>/dev/null | head -n 1";

  /** Repeats until none is found, because one that is found may fork before it is killed. */
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

  /** Returns true if a descendant is alive. */
  boolean anyMarked() {
    return !run(FIND_MARKED, mark).isEmpty();
  }

  /** Kills the process group, which includes grandchildren whose parent has ended. */
  void killGroup() {
    if (group > 0) {
      // Most groups are empty by now, and then kill fails.
      run("kill -KILL -- \"-$1\" 2>/dev/null", Long.toString(group));
    }
  }

  /** Kills marked processes, including those that left the group and whose parent has ended. */
  void killMarked() {
    String killed = run(KILL_MARKED, mark);
    if (!killed.isEmpty() && !killed.equals("0")) {
      LOG.infof("Descendants of the process with %s were killed.", mark);
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
