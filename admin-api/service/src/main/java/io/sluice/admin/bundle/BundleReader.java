package io.sluice.admin.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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

  static final int MAX_BYTES = 64 * 1024 * 1024;
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
   * @throws BadBundle if it breaks a limit or a rule
   */
  static Bundle read(byte[] jar) throws BadBundle {
    if (jar.length > MAX_BYTES) {
      throw new BadBundle("it has more than 64 MiB");
    }
    var found = new ArrayList<FoundWorkflow>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
      scan(zip, jar.length, found);
    } catch (ZipException | IllegalArgumentException e) {
      throw new BadBundle("it is not a readable jar: " + e.getMessage());
    } catch (IOException e) {
      throw new BadBundle("it could not be read: " + e.getMessage());
    }
    return new Bundle(sha256(jar), jar, checked(found));
  }

  private static void scan(ZipInputStream zip, long packed, List<FoundWorkflow> found)
      throws IOException, BadBundle {
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
        } else {
          workflow(name, bytes).ifPresent(found::add);
        }
      } else {
        unpacked += drained(zip, MAX_UNPACKED - unpacked);
      }
      if (unpacked > RATIO_FREE_BYTES && unpacked / MAX_RATIO > packed) {
        throw new BadBundle("it unpacks to more than 100 times its size");
      }
    }
    if (names.isEmpty()) {
      throw new BadBundle("it is not a jar, or an empty one");
    }
  }

  private static byte[] small(InputStream in) throws IOException, BadBundle {
    byte[] bytes = in.readNBytes(MAX_CLASS_BYTES + 1);
    if (bytes.length > MAX_CLASS_BYTES) {
      throw new BadBundle("a class or its manifest has more than 8 MiB");
    }
    return bytes;
  }

  private static long drained(InputStream in, long most) throws IOException, BadBundle {
    byte[] buffer = new byte[64 * 1024];
    long length = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      length += n;
      if (length > most) {
        throw new BadBundle("it unpacks to more than 512 MiB");
      }
    }
    return length;
  }

  private static void check(String name, Set<String> names) throws BadBundle {
    if (names.size() >= MAX_ENTRIES) {
      throw new BadBundle("it has more than 20 000 entries");
    }
    if (!names.add(name)) {
      throw new BadBundle("the entry " + name + " is in it twice");
    }
    if (name.startsWith("/") || name.contains("\\") || name.contains(":") || climbs(name)) {
      throw new BadBundle("the entry " + name + " points out of the jar");
    }
    if (NATIVE.stream().anyMatch(name::endsWith)) {
      throw new BadBundle("it carries a native library: " + name);
    }
    if (name.endsWith(".class") && FOREIGN_PACKAGES.stream().anyMatch(name::startsWith)) {
      throw new BadBundle(
          "the class " + name + " is in a package of the JDK or of Sluice; leave it out");
    }
  }

  private static boolean climbs(String name) {
    return List.of(name.split("/", -1)).contains("..");
  }

  private static void manifest(byte[] bytes) throws IOException, BadBundle {
    Attributes main = new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
    for (String refused :
        List.of("Class-Path", "Premain-Class", "Agent-Class", "Launcher-Agent-Class")) {
      if (main.getValue(refused) != null) {
        throw new BadBundle("its manifest has " + refused + ", which is not allowed");
      }
    }
  }

  private static Optional<FoundWorkflow> workflow(String name, byte[] bytes) throws BadBundle {
    return name.startsWith("META-INF/versions/") || name.endsWith("module-info.class")
        ? Optional.empty()
        : WorkflowClass.read(name, bytes);
  }

  private static List<FoundWorkflow> checked(List<FoundWorkflow> found) throws BadBundle {
    if (found.isEmpty()) {
      throw new BadBundle("no class in it is annotated with @WorkflowDefinition");
    }
    var names = new HashSet<String>();
    for (FoundWorkflow workflow : found) {
      if (!names.add(workflow.name())) {
        throw new BadBundle("two classes declare the workflow " + workflow.name());
      }
    }
    return found;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
