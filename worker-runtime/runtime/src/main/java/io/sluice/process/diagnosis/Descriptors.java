package io.sluice.process.diagnosis;

import io.sluice.diagnosis.Blocker;
import io.sluice.diagnosis.SystemCall;
import io.sluice.process.output.BoundedText;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says what an open descriptor of this process stands for. Stateless; every read is bounded. */
final class Descriptors {
  private static final Path SELF = Path.of("/proc/self");
  private static final int MAX_LINES = 5_000;
  private static final int MAX_CHILDREN = 64;
  private static final int MAX_DESCRIPTORS = 256;
  private static final int MAX_PATH_BYTES = 300;
  private static final int FILE_TYPE = 0170000;
  private static final int FIFO = 0010000;
  private static final int HEX = 16;

  /** Index of the inode in tables of sockets of the Internet, and of unix sockets: proc_net(5). */
  private static final int INTERNET_INODE = 9;

  private static final int UNIX_INODE = 6;

  private Descriptors() {}

  /** Returns the target of a descriptor; null if it is closed, or of a kind without a name. */
  static SystemCall.@Nullable Target target(long descriptor) throws IOException {
    if (descriptor == 0) {
      return new SystemCall.StandardInput();
    }
    var link = Files.readSymbolicLink(SELF.resolve("fd/" + (int) descriptor)).toString();
    if (link.startsWith("socket:")) {
      return socket(inode(link));
    }
    if (link.startsWith("pipe:")) {
      return new SystemCall.Pipe(otherEnd(link));
    }
    return link.startsWith("/") ? file(Path.of(link)) : null;
  }

  private static String inode(String link) {
    return link.substring(link.indexOf('[') + 1, link.length() - 1);
  }

  static boolean isFifo(Path path) {
    try {
      return ((int) Files.getAttribute(path, "unix:mode") & FILE_TYPE) == FIFO;
    } catch (IOException | RuntimeException _) {
      return false;
    }
  }

  private static SystemCall.File file(Path path) {
    return new SystemCall.File(
        BoundedText.of(path.toString(), MAX_PATH_BYTES), isFifo(path), lockedBy(path));
  }

  /** Returns the process that has a record lock on the file; 0 if there is none. */
  private static long lockedBy(Path path) {
    try {
      var inode = ":" + Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS) + " ";
      return line(
              Path.of("/proc/locks"),
              line -> line.contains("POSIX") && line.contains(inode) && !line.contains("->"))
          .map(line -> line.strip().split("\\s+", -1))
          .map(words -> Long.parseLong(words[4]))
          .orElse(0L);
    } catch (IOException | RuntimeException _) {
      return 0;
    }
  }

  private static Optional<String> line(Path file, Predicate<String> fits) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      return reader.lines().limit(MAX_LINES).filter(fits).findFirst();
    }
  }

  private static SystemCall.Target socket(String inode) {
    for (var table : List.of("tcp", "tcp6", "udp", "udp6")) {
      var found = row(table, inode, INTERNET_INODE);
      if (found.isPresent()) {
        return new SystemCall.Socket(address(found.get().get(1)), peer(found.get().get(2)));
      }
    }
    return new SystemCall.LocalSocket(
        row("unix", inode, UNIX_INODE)
            .filter(columns -> columns.size() > UNIX_INODE + 1)
            .map(columns -> columns.get(UNIX_INODE + 1))
            .orElse(""));
  }

  /**
   * Returns the columns of the row of a socket, up to the one behind its inode, which has the rest
   * of the row.
   *
   * @param column index of the inode in this table
   */
  private static Optional<List<String>> row(String table, String inode, int column) {
    try {
      return line(
              SELF.resolve("net/" + table),
              line -> line.contains(inode) && columns(line, column).get(column).equals(inode))
          .map(line -> columns(line, column));
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }

  private static List<String> columns(String line, int column) {
    return List.of(line.strip().split("\\s+", column + 2));
  }

  private static String peer(String address) {
    var shown = address(address);
    return shown.endsWith(":0") ? "" : shown;
  }

  /** Reads an address as the kernel writes it: words of the machine's byte order, and the port. */
  private static String address(String text) {
    int colon = text.indexOf(':');
    var bytes = HexFormat.of().parseHex(text.substring(0, colon).toLowerCase(Locale.ROOT));
    for (int word = 0; word < bytes.length; word += Integer.BYTES) {
      swap(bytes, word, word + 3);
      swap(bytes, word + 1, word + 2);
    }
    try {
      var host = InetAddress.getByAddress(bytes).getHostAddress();
      return (host.contains(":") ? "[" + host + "]" : host)
          + ":"
          + Integer.parseInt(text.substring(colon + 1), HEX);
    } catch (IOException e) {
      return "";
    }
  }

  private static void swap(byte[] bytes, int one, int other) {
    byte kept = bytes[one];
    bytes[one] = bytes[other];
    bytes[other] = kept;
  }

  /** Returns the child process that has the other end of a pipe. */
  private static Blocker.@Nullable Child otherEnd(String link) {
    return ProcessHandle.current()
        .descendants()
        .limit(MAX_CHILDREN)
        .filter(each -> hasOpen(each.pid(), link))
        .findFirst()
        .map(each -> ChildProcesses.of(each.pid()))
        .orElse(null);
  }

  private static boolean hasOpen(long pid, String link) {
    try (var descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      int seen = 0;
      for (var each : descriptors) {
        if (seen++ > MAX_DESCRIPTORS) {
          return false;
        }
        if (Files.readSymbolicLink(each).toString().equals(link)) {
          return true;
        }
      }
    } catch (IOException | RuntimeException _) {
      // Ended, or of another user.
    }
    return false;
  }
}
