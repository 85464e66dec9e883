package io.sluice.orchestrator.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * User that a process runs as, if it is not the one of the worker. Actions with the rights of that
 * user are performed by a program that runs as it, so that the worker needs no right to read files
 * or signal processes of others.
 *
 * @param exclusive true if no other process runs as this user
 */
record ProcessUser(int uid, int gid, boolean exclusive) {

  /**
   * Returns a prefix that runs a command as this user, without supplementary groups and
   * irrevocably.
   */
  List<String> prefix() {
    return List.of(
        "/usr/bin/setpriv",
        "--reuid=" + uid,
        "--regid=" + gid,
        "--clear-groups",
        "--no-new-privs",
        "--");
  }

  /** Changes the owner of a file or directory to it. */
  void own(Path path) throws IOException {
    Files.setAttribute(path, "unix:gid", gid);
    Files.setAttribute(path, "unix:uid", uid);
  }

  /**
   * Removes the files of this user in its directory except the crash log of the JVM, and changes
   * the owner of the directory back.
   *
   * @param owner uid of the worker
   */
  void reclaim(Path directory, int owner) throws IOException {
    var command = new ArrayList<>(prefix());
    command.addAll(
        List.of(
            "/bin/sh",
            "-c",
            "cd \"$1\" && for left in * .[!.]* ..?*; do case $left in hs_err.log) ;; *)"
                + " chmod -R u+rwX -- \"$left\" 2>/dev/null; rm -rf -- \"$left\" ;; esac; done",
            "sh",
            directory.toString()));
    ShortProgram.run(command);
    Files.setAttribute(directory, "unix:uid", owner);
  }
}
