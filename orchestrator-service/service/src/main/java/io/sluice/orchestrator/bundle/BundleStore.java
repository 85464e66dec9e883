package io.sluice.orchestrator.bundle;

import io.sluice.queue.ControlKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Bundles on this worker's disk, by SHA-256. The hash is checked before a file appears under its
 * name, and again by the process on the bytes it defines classes from. Safe for use by many
 * threads.
 */
public final class BundleStore {
  private static final int MOST_PIECES = 64;
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final int MOST_LOOKS = 400;
  private static final int LOOKS_PER_QUESTION = 100;

  private final Path folder;
  private final BundleSource source;
  private final CountDownLatch never = new CountDownLatch(1);
  private final Map<String, Path> here = new ConcurrentHashMap<>();
  private final BiConsumer<String, Path> arrived;

  /**
   * A store that is empty yet.
   *
   * @param arrived told of each new bundle, by SHA-256, before anything waits for it
   */
  public BundleStore(Path folder, BundleSource source, BiConsumer<String, Path> arrived)
      throws IOException {
    this.folder = Files.createDirectories(folder);
    this.source = source;
    this.arrived = arrived;
  }

  /** The file of a bundle that is here. */
  public Optional<Path> local(String sha256) {
    return Optional.ofNullable(here.get(sha256));
  }

  /** All bundles that are here: path by SHA-256. */
  public Map<String, Path> all() {
    return Map.copyOf(here);
  }

  /**
   * Brings a bundle here, waiting up to 20 s for it.
   *
   * @throws IllegalStateException when it did not come, is too large or is not what its hash says
   */
  public Path fetch(String sha256) throws InterruptedException {
    Path known = here.get(sha256);
    if (known != null) {
      return known;
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalStateException("Not a SHA-256: " + sha256);
    }
    Path file = store(sha256, await(sha256));
    if (here.put(sha256, file) == null) {
      arrived.accept(sha256, file);
    }
    return file;
  }

  private byte[] await(String sha256) throws InterruptedException {
    for (int look = 0; look < MOST_LOOKS; look++) {
      byte[] first = source.piece(sha256, 0);
      if (first != null) {
        return rest(sha256, first);
      }
      if (look % LOOKS_PER_QUESTION == 0) {
        source.ask(sha256);
      }
      boolean _ = never.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
    throw new IllegalStateException("No admin-api provided it within 20 s.");
  }

  private byte[] rest(String sha256, byte[] first) {
    var bytes = new ByteArrayOutputStream();
    byte[] piece = first;
    for (int number = 1; ; number++) {
      bytes.writeBytes(piece);
      if (piece.length < ControlKeys.BUNDLE_PIECE_BYTES) {
        return bytes.toByteArray();
      }
      byte[] next = number > MOST_PIECES ? null : source.piece(sha256, number);
      if (next == null) {
        throw new IllegalStateException("Piece " + number + " is missing.");
      }
      piece = next;
    }
  }

  private Path store(String sha256, byte[] bytes) {
    if (!sha256(bytes).equals(sha256)) {
      throw new IllegalStateException("Its bytes are not what its SHA-256 says.");
    }
    try {
      Path file = folder.resolve(sha256 + ".jar");
      Path part = Files.createTempFile(folder, sha256, ".part");
      Files.write(part, bytes);
      // Processes may run as other users; who may pass through the folder above may read it.
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("r--r--r--"));
      return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
