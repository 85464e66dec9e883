package io.sluice.orchestrator.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The user that a process runs as, when it is not the worker's own. What has to be done with that
 * user's rights is done by a program that takes them on, so that the worker needs no right to read
 * or signal what is not its own.
 *
 * @param alone whether no other process runs as this user
 */
record ProcessUser(int uid, int gid, boolean alone) {

  /** Put before a command, it runs as this user, without groups and for good. */
  List<String> prefix() {
    return List.of(
        "/usr/bin/setpriv",
        "--reuid=" + uid,
        "--regid=" + gid,
        "--clear-groups",
        "--no-new-privs",
        "--");
  }

  /** Gives it a file or directory. */
  void own(Path path) throws IOException {
    Files.setAttribute(path, "unix:gid", gid);
    Files.setAttribute(path, "unix:uid", uid);
  }

  /**
   * Removes what this user left in its directory but the JVM's last words, and takes the directory
   * back.
   *
   * @param owner the worker's own uid
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
