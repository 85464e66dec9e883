package io.sluice.admin.workflow;

import io.sluice.api.BundleApi;
import io.sluice.queue.Hashes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Reads a jar as a zip stream. Counts the actual bytes of each entry instead of its declared size
 * (limits: docs/security.md). Loads no class.
 */
final class BundleReader {

  static final int MAX_BYTES = BundleApi.MAX_BYTES;
  private static final long MAX_UNPACKED = 512L * 1024 * 1024;
  private static final int MAX_ENTRIES = 20_000;
  private static final int MAX_RATIO = 100;
  private static final int RATIO_FREE_BYTES = 1024 * 1024;
  private static final int MAX_CLASS_BYTES = 8 * 1024 * 1024;
  private static final Set<String> NATIVE = Set.of(".so", ".dll", ".dylib", ".jnilib");
  private static final List<String> FOREIGN_PACKAGES =
      List.of(
          "java/",
          "javax/",
          "jdk/",
          "sun/",
          "com/sun/",
          "io/sluice/workflow/",
          "io/sluice/process/",
          "io/sluice/protocol/");

  private BundleReader() {}

  /**
   * Reads a jar and the workflows that its classes declare.
   *
   * @throws InvalidBundle if it breaks a limit or a rule
   */
  static Bundle read(byte[] jar) throws InvalidBundle {
    if (jar.length > MAX_BYTES) {
      throw new InvalidBundle("it has more than 64 MiB");
    }
    var classes = new BundleClasses();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
      scan(zip, jar.length, classes);
    } catch (ZipException | IllegalArgumentException e) {
      throw new InvalidBundle("it is not a readable jar: " + e.getMessage());
    } catch (IOException e) {
      throw new InvalidBundle("it could not be read: " + e.getMessage());
    }
    return new Bundle(Hashes.sha256(jar), jar, classes.workflows());
  }

  private static void scan(ZipInputStream zip, long packed, BundleClasses classes)
      throws IOException, InvalidBundle {
    var names = new HashSet<String>();
    long unpacked = 0;
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String name = entry.getName();
      check(name, names);
      boolean manifest = name.equals("META-INF/MANIFEST.MF");
      if (manifest || name.endsWith(".class")) {
        byte[] bytes = small(zip);
        unpacked += bytes.length;
        if (manifest) {
          manifest(bytes);
        } else if (belongsToTheBundle(name)) {
          classes.add(name, bytes);
        }
      } else {
        unpacked += drained(zip, MAX_UNPACKED - unpacked);
      }
      if (unpacked > MAX_UNPACKED) {
        throw tooLarge();
      }
      if (unpacked > RATIO_FREE_BYTES && unpacked / MAX_RATIO > packed) {
        throw new InvalidBundle("it unpacks to more than 100 times its size");
      }
    }
    if (names.isEmpty()) {
      throw new InvalidBundle("it is not a jar, or an empty one");
    }
  }

  private static byte[] small(InputStream in) throws IOException, InvalidBundle {
    byte[] bytes = in.readNBytes(MAX_CLASS_BYTES + 1);
    if (bytes.length > MAX_CLASS_BYTES) {
      throw new InvalidBundle("a class or its manifest has more than 8 MiB");
    }
    return bytes;
  }

  private static long drained(InputStream in, long max) throws IOException, InvalidBundle {
    byte[] buffer = new byte[64 * 1024];
    long length = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      length += n;
      if (length > max) {
        throw tooLarge();
      }
    }
    return length;
  }

  private static InvalidBundle tooLarge() {
    return new InvalidBundle("it unpacks to more than 512 MiB");
  }

  private static void check(String name, Set<String> names) throws InvalidBundle {
    if (names.size() >= MAX_ENTRIES) {
      throw new InvalidBundle("it has more than 20 000 entries");
    }
    if (!names.add(name)) {
      throw new InvalidBundle("the entry " + name + " is in it twice");
    }
    if (name.startsWith("/") || name.contains("\\") || name.contains(":") || climbs(name)) {
      throw new InvalidBundle("the entry " + name + " points out of the jar");
    }
    if (NATIVE.stream().anyMatch(name::endsWith)) {
      throw new InvalidBundle("it carries a native library: " + name);
    }
    if (name.endsWith(".class") && FOREIGN_PACKAGES.stream().anyMatch(name::startsWith)) {
      throw new InvalidBundle(
          "the class " + name + " is in a package of the JDK or of Sluice; leave it out");
    }
  }

  private static boolean climbs(String name) {
    return List.of(name.split("/", -1)).contains("..");
  }

  private static void manifest(byte[] bytes) throws IOException, InvalidBundle {
    Attributes main = new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
    for (String refused :
        List.of("Class-Path", "Premain-Class", "Agent-Class", "Launcher-Agent-Class")) {
      if (main.getValue(refused) != null) {
        throw new InvalidBundle("its manifest has " + refused + ", which is not allowed");
      }
    }
  }

  private static boolean belongsToTheBundle(String name) {
    return !name.startsWith("META-INF/versions/") && !name.endsWith("module-info.class");
  }

  /** A valid jar with its workflows, identified by the SHA-256 of its bytes. */
  static final class Bundle {

    private final String sha256;
    private final byte[] bytes;
    private final List<DeclaredWorkflow> workflows;

    Bundle(String sha256, byte[] bytes, List<DeclaredWorkflow> workflows) {
      this.sha256 = sha256;
      this.bytes = bytes;
      this.workflows = List.copyOf(workflows);
    }

    String sha256() {
      return sha256;
    }

    byte[] bytes() {
      return bytes;
    }

    List<DeclaredWorkflow> workflows() {
      return workflows;
    }
  }
}
