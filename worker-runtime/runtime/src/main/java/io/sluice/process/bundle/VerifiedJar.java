package io.sluice.process.bundle;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Jar of a bundle, read in place. Its hash is checked once, while it is streamed; a digest of each
 * class from the same pass is kept, so that a file that changes later provides no class that was
 * not in it. No other part of it is in memory. It stays open, so that it may be deleted meanwhile.
 */
final class VerifiedJar {
  static final long MAX_JAR_BYTES = 64L * 1024 * 1024;
  // The limits of admin-api, which refuses such a jar when it is uploaded.
  static final long MAX_CONTENT_BYTES = 512L * 1024 * 1024;
  private static final int MAX_ENTRIES = 20_000;
  private static final int MAX_CLASS_BYTES = 8 * 1024 * 1024;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final String CLASS = ".class";

  private final Path path;
  private final JarFile jar;
  private final Map<String, byte[]> classes;
  private final List<String> declaring;

  private VerifiedJar(Path path, JarFile jar, Scan scan) {
    this.path = path;
    this.jar = jar;
    this.classes = Map.copyOf(scan.classes);
    this.declaring = List.copyOf(scan.declaring);
  }

  /**
   * Opens and checks a jar.
   *
   * @throws Refusal {@code BundleUnusable}: another hash, unreadable, too large
   */
  static VerifiedJar open(BundleAddress address) throws Refusal {
    try {
      if (Files.size(address.path()) > MAX_JAR_BYTES) {
        throw new IOException("it is larger than " + MAX_JAR_BYTES + " bytes");
      }
      return check(address, open(address.path()));
    } catch (IOException e) {
      throw Refusal.bundleUnusable("The bundle " + address + " cannot be read: " + e);
    }
  }

  private static VerifiedJar check(BundleAddress address, Opened opened)
      throws Refusal, IOException {
    var scan = new Scan();
    try {
      refuseOtherHash(address, scan.read(address.path()));
      if (scan.entries == 0) {
        throw Refusal.bundleUnusable("The bundle " + address + " is not a jar, or an empty one.");
      }
      return new VerifiedJar(address.path(), opened.orElseThrow(), scan);
    } catch (Refusal | IOException refused) {
      opened.close();
      throw refused;
    }
  }

  /** Opens the jar before the check, so that the checked file and the read file are the same. */
  private static Opened open(Path path) {
    try {
      return new Opened(
          new JarFile(new File(path.toString()), false, ZipFile.OPEN_READ, Runtime.version()),
          null);
    } catch (IOException e) {
      return new Opened(null, e);
    }
  }

  /** A jar, or the failure to open it: a wrong hash is reported in preference to that. */
  private record Opened(@Nullable JarFile jar, @Nullable IOException failure) {
    void close() throws IOException {
      if (jar != null) {
        jar.close();
      }
    }

    JarFile orElseThrow() throws IOException {
      if (jar != null) {
        return jar;
      }
      throw failure == null ? new IOException("it cannot be opened") : failure;
    }
  }

  private static void refuseOtherHash(BundleAddress address, String found) throws Refusal {
    if (!found.equals(address.sha256())) {
      throw Refusal.bundleUnusable(
          String.format(
              Locale.ROOT,
              "The bundle %s has the SHA-256 %s: its file was changed or is not complete.",
              address,
              found));
    }
  }

  Path path() {
    return path;
  }

  @Nullable Manifest manifest() throws IOException {
    return jar.getManifest();
  }

  /** Returns the classes that mention {@code WorkflowDefinition}, at most 64. */
  List<String> declaring() {
    return declaring;
  }

  /**
   * Returns the bytes of a class, of the version for this JDK in a multi-release jar; null if it is
   * not in it.
   *
   * @throws IOException also if the file was changed since it was checked
   */
  byte @Nullable [] classBytes(String className) throws IOException {
    var entry = jar.getJarEntry(className.replace('.', '/') + CLASS);
    var digest = entry == null ? null : classes.get(entry.getRealName());
    if (entry == null || digest == null) {
      return null;
    }
    try (var content = jar.getInputStream(entry)) {
      var bytes = content.readNBytes(MAX_CLASS_BYTES);
      if (!MessageDigest.isEqual(digest, sha256().digest(bytes))) {
        throw new IOException("the file " + path + " was changed after its hash was checked");
      }
      return bytes;
    }
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** One pass over the bytes of the file, with one class in memory at a time. */
  private static final class Scan {
    final Map<String, byte[]> classes = new HashMap<>();
    final List<String> declaring = new ArrayList<>();
    int entries;
    private long left = MAX_CONTENT_BYTES;

    /** Reads the file and returns its SHA-256. */
    String read(Path path) throws IOException {
      var hash = sha256();
      try (var file = new DigestInputStream(Files.newInputStream(path), hash)) {
        entries(file);
        drain(file);
      }
      Collections.sort(declaring);
      return HexFormat.of().formatHex(hash.digest());
    }

    private void entries(InputStream file) throws IOException {
      var zip = new ZipInputStream(file);
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.isDirectory()) {
          continue;
        }
        entries++;
        if (entries > MAX_ENTRIES) {
          throw new IOException("it has more than " + MAX_ENTRIES + " entries");
        }
        if (entry.getName().endsWith(CLASS)) {
          classRead(entry.getName(), zip);
        } else {
          left -= drain(zip);
        }
      }
    }

    private void classRead(String name, ZipInputStream zip) throws IOException {
      var bytes = zip.readNBytes(MAX_CLASS_BYTES + 1);
      if (bytes.length > MAX_CLASS_BYTES) {
        throw new IOException("its class " + name + " is larger than 8 MiB");
      }
      left -= bytes.length;
      classes.put(name, sha256().digest(bytes));
      if (DeclaredWorkflows.isDeclared(name, bytes, declaring.size())) {
        declaring.add(DeclaredWorkflows.className(name));
      }
    }

    private long drain(InputStream input) throws IOException {
      var ignored = new byte[BUFFER_BYTES];
      long drained = 0;
      for (int read = input.read(ignored); read >= 0; read = input.read(ignored)) {
        drained += read;
        if (drained > left) {
          throw new IOException("its content is larger than " + MAX_CONTENT_BYTES + " bytes");
        }
      }
      return drained;
    }
  }
}
