package io.sluice.orchestrator.bundle;

import io.sluice.queue.ControlKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Bundles on this worker's disk, by SHA-256. Each is fetched once, however many wait for it, and
 * written piece by piece: the heap never holds more than one piece of it. The hash is checked
 * before a file appears under its name, and again by the process on the bytes it defines classes
 * from. The longest unused ones are removed beyond the bounds. Safe for use by many threads.
 */
public final class BundleStore {
  private static final int MAX_PIECES = 64;
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final int MAX_LOOKS = 400;
  private static final int LOOKS_PER_QUESTION = 100;

  /** The last of these are loaded by a process before its first execution. */
  private static final int PREWARMED = 8;

  private final Path folder;
  private final BundleSource source;
  private final CountDownLatch never = new CountDownLatch(1);
  private final Map<String, CompletableFuture<Path>> coming = new ConcurrentHashMap<>();
  private final KeptBundles kept;
  private final BiConsumer<String, Path> arrived;

  /**
   * A store that is empty yet.
   *
   * @param bounds beyond which bundles are removed
   * @param inUse SHA-256 of bundles that executions of this worker need: they are never removed
   * @param arrived told of each new bundle, by SHA-256, before anything waits for it
   */
  public BundleStore(
      Path folder,
      BundleSource source,
      Bounds bounds,
      Supplier<Set<String>> inUse,
      BiConsumer<String, Path> arrived)
      throws IOException {
    this.folder = Files.createDirectories(folder);
    this.source = source;
    this.kept = new KeptBundles(bounds, inUse);
    this.arrived = arrived;
  }

  /**
   * How much is kept.
   *
   * @param files at the most
   * @param bytes of all files together
   */
  public record Bounds(int files, long bytes) {}

  /** The file of a bundle that is here. */
  public Optional<Path> local(String sha256) {
    return kept.use(sha256);
  }

  /** The bundles that were used last, for a process to load before it works: path by SHA-256. */
  public Map<String, Path> latest() {
    return kept.latest(PREWARMED);
  }

  /**
   * Brings a bundle here, waiting up to 20 s for it. Those who want the same one wait together.
   *
   * @throws IllegalStateException when it did not come, is too large or is not what its hash says
   */
  public Path fetch(String sha256) throws InterruptedException {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalStateException("Not a SHA-256: " + sha256);
    }
    var mine = new CompletableFuture<Path>();
    CompletableFuture<Path> first = coming.putIfAbsent(sha256, mine);
    if (first != null) {
      return await(first);
    }
    try {
      Path file = local(sha256).orElse(null);
      if (file == null) {
        file = download(sha256);
        kept.add(sha256, file);
        arrived.accept(sha256, file);
      }
      mine.complete(file);
      return file;
    } catch (InterruptedException | RuntimeException | Error failed) {
      mine.completeExceptionally(failed);
      throw failed;
    } finally {
      coming.remove(sha256, mine);
    }
  }

  private static Path await(CompletableFuture<Path> other) throws InterruptedException {
    try {
      return other.get();
    } catch (ExecutionException failed) {
      Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
      throw new IllegalStateException(String.valueOf(cause.getMessage()), cause);
    }
  }

  private Path download(String sha256) throws InterruptedException {
    byte[] piece = firstPiece(sha256);
    Path part = folder.resolve(sha256 + ".part");
    try {
      MessageDigest digest = sha256();
      try (var file = new DigestOutputStream(Files.newOutputStream(part), digest)) {
        write(sha256, piece, file);
      }
      if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
        throw new IllegalStateException("Its bytes are not what its SHA-256 says.");
      }
      // Processes may run as other users; who may pass through the folder above may read it.
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("r--r--r--"));
      return Files.move(part, folder.resolve(sha256 + ".jar"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("It could not be written: " + e.getMessage(), e);
    } finally {
      remove(part); // there only after a failure, a full disk for one
    }
  }

  private void write(String sha256, byte[] first, OutputStream file) throws IOException {
    byte[] piece = first;
    file.write(piece);
    for (int number = 1; piece.length == ControlKeys.BUNDLE_PIECE_BYTES; number++) {
      byte[] next = number > MAX_PIECES ? null : source.piece(sha256, number);
      if (next == null) {
        throw new IllegalStateException("Piece " + number + " is missing.");
      }
      file.write(next);
      piece = next;
    }
  }

  private byte[] firstPiece(String sha256) throws InterruptedException {
    for (int look = 0; look < MAX_LOOKS; look++) {
      byte[] first = source.piece(sha256, 0);
      if (first != null) {
        return first;
      }
      if (look % LOOKS_PER_QUESTION == 0) {
        source.ask(sha256);
      }
      boolean _ = never.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
    throw new IllegalStateException("No admin-api provided it within 20 s.");
  }

  static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
