package io.sluice.orchestrator.process;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Users that processes run as: one for all of them, or a separate one from a range for each. Safe
 * for use by many threads. See docs/security.md.
 */
final class RunAs {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?:(\\d{1,9})");
  private static final int MAX_RANGE = 1000;

  private final String setting;
  private final ProcessUser first;
  private final Queue<ProcessUser> free;

  private RunAs(String setting, ProcessUser first, List<ProcessUser> range) {
    this.setting = setting;
    this.first = first;
    this.free = new ConcurrentLinkedQueue<>(range);
  }

  static boolean isWellFormed(String setting) {
    Matcher form = FORM.matcher(setting);
    if (!form.matches()) {
      return false;
    }
    int from = Integer.parseInt(form.group(1));
    int to = form.group(2) == null ? from : Integer.parseInt(form.group(2));
    return from > 0 && from <= to && to - from < MAX_RANGE && !form.group(3).matches("0+");
  }

  /** Reads a setting that {@link #isWellFormed}. */
  static RunAs of(String setting) {
    Matcher form = FORM.matcher(setting);
    if (!form.matches()) {
      throw new IllegalArgumentException(setting);
    }
    int from = Integer.parseInt(form.group(1));
    int gid = Integer.parseInt(form.group(3));
    if (form.group(2) == null) {
      return new RunAs(setting, new ProcessUser(from, gid, false), List.of());
    }
    List<ProcessUser> range =
        IntStream.rangeClosed(from, Integer.parseInt(form.group(2)))
            .mapToObj(uid -> new ProcessUser(uid, gid, true))
            .toList();
    return new RunAs(setting, range.getFirst(), range);
  }

  /** Takes the user for one more process. */
  ProcessUser take() throws IOException {
    if (!first.exclusive()) {
      return first;
    }
    ProcessUser user = free.poll();
    if (user == null) {
      throw new IOException(
          "SLUICE_LAUNCH_RUN_AS is %s, and each of these users runs a process: give more than SLUICE_SUPERVISION_MAX_PROCESSES."
              .formatted(setting));
    }
    return user;
  }

  /** Returns a user that runs no process any more to the range. */
  void giveBack(ProcessUser user) {
    if (user.exclusive()) {
      free.add(user);
    }
  }

  /** Allows the group of the processes to pass through a directory, without reading it. */
  void letThrough(Path directory) throws IOException {
    Files.setAttribute(directory, "unix:gid", first.gid());
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x---"));
  }

  /** Allows the group of the processes, and no other, to connect to the socket. */
  void letConnect(Path socket) throws IOException {
    Files.setAttribute(socket, "unix:gid", first.gid());
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
  }

  /**
   * Tests switching to the user.
   *
   * @param needed paths that a process must be able to read or pass through
   * @throws ConfigurationException if this worker cannot switch, or the user cannot access a path
   */
  void prove(List<Path> needed) {
    var command = new ArrayList<>(first.prefix());
    command.addAll(
        List.of(
            "/bin/sh",
            "-c",
            "for f; do [ -r \"$f\" ] || [ -x \"$f\" ] || echo \"$f\"; done",
            "sh"));
    needed.forEach(path -> command.add(path.toString()));
    try {
      ShortProgram.Result tried = ShortProgram.run(command);
      if (tried.code() != 0) {
        throw cannotSwitch(tried.output());
      }
      if (!tried.output().isEmpty()) {
        throw new ConfigurationException(
            "SLUICE_LAUNCH_RUN_AS is %s, and that user cannot reach %s: let it pass through the folders above, or move them."
                .formatted(setting, tried.output().replace("\n", ", ")));
      }
    } catch (IOException e) {
      throw cannotSwitch(e.toString());
    }
  }

  ConfigurationException cannotSwitch(String why) {
    return new ConfigurationException(
        "SLUICE_LAUNCH_RUN_AS is %s, but this worker cannot switch users (%s): run it as root with the capabilities SETUID, SETGID, CHOWN and KILL, or leave the setting out."
            .formatted(setting, why));
  }
}
