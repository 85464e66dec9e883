package io.sluice.local.child;

import io.sluice.local.child.Children.OwnSession;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell that holds the other end of a pipe and a list of the children. When this process dies
 * without a word, even by {@code kill -9}, the pipe ends, and the shell ends the children and
 * removes the temporary folder. Used under the lock of {@link Children}.
 */
final class ParentWatch {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      pids=
      while read -r word pid; do
        case $word in
          child) pids="$pids $pid" ;;
          gone) rest=; for p in $pids; do [ "$p" = "$pid" ] || rest="$rest $p"; done; pids=$rest ;;
          released) exit 0 ;;
        esac
      done
      kill -TERM $pids 2>/dev/null
      left=20
      while [ $left -gt 0 ]; do
        alive=
        for p in $pids; do kill -0 $p 2>/dev/null && alive="$alive $p"; done
        [ -n "$alive" ] || break
        [ $left -ne 16 ] || kill -INT $alive 2>/dev/null
        left=$((left - 1))
        sleep 0.5
      done
      for p in $alive; do kill -KILL -$p $p 2>/dev/null; done
      for folder in "$@"; do rm -rf "$folder"; done
      """;

  private final Process shell;
  private final OutputStream pipe;

  private ParentWatch(Process shell) {
    this.shell = shell;
    this.pipe = shell.getOutputStream();
  }

  /**
   * @param temporary folders that nobody needs when this process is gone
   */
  static ParentWatch start(List<Path> temporary) throws IOException {
    var command = new ArrayList<>(OwnSession.prefix());
    command.addAll(List.of("/bin/sh", "-c", SCRIPT, "sluice-lifeline"));
    temporary.forEach(folder -> command.add(folder.toString()));
    return new ParentWatch(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  long pid() {
    return shell.pid();
  }

  void started(long pid) throws IOException {
    say("child " + pid);
  }

  void gone(long pid) throws IOException {
    say("gone " + pid);
  }

  /** Stops the shell after all children have ended in order. */
  void release() throws IOException, InterruptedException {
    if (shell.isAlive()) {
      say("released");
      pipe.close();
    }
    shell.waitFor();
  }

  private void say(String line) throws IOException {
    pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    pipe.flush();
  }
}
