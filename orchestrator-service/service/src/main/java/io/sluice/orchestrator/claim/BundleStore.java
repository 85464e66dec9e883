package io.sluice.orchestrator.claim;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.value.ValueCommands;
import io.sluice.command.CommandScripts;
import io.sluice.orchestrator.claim.BundleStore.BundleSource;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.Hashes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
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
import org.jspecify.annotations.Nullable;

/**
 * Stores bundles on the disk of this worker, by SHA-256. Each is fetched once, for all executions
 * that wait for it, and written piece by piece: the heap never holds more than one piece. The hash
 * is checked before a file gets its name, and again by the process on the bytes from which it
 * defines classes. The least recently used are removed above the bounds. Safe for use by many
 * threads.
 */
public final class BundleStore {
  private static final int MAX_PIECES = 64;
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(50);
  private static final int MAX_CHECKS = 400;
  private static final int CHECKS_PER_REQUEST = 100;

  /** Number of recently used bundles that a process loads before its first execution. */
  private static final int PREWARMED = 8;

  private final Path folder;
  private final BundleSource source;
  private final CountDownLatch never = new CountDownLatch(1);
  private final Map<String, CompletableFuture<Path>> coming = new ConcurrentHashMap<>();
  private final KeptBundles kept;
  private final BiConsumer<String, Path> arrived;

  /**
   * Creates an empty store.
   *
   * @param bounds above which bundles are removed
   * @param inUse SHA-256 of bundles that executions of this worker need; they are never removed
   * @param arrived called with each new bundle, by SHA-256, before an execution gets it
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
   * Limits of the store.
   *
   * @param files maximum number of files
   * @param bytes maximum size of all files together
   */
  public record Bounds(int files, long bytes) {}

  /** Returns the file of a bundle on disk; empty if there is none. */
  public Optional<Path> local(String sha256) {
    return kept.use(sha256);
  }

  /** Returns the most recently used bundles, for a process to load in advance: path by SHA-256. */
  public Map<String, Path> latest() {
    return kept.latest(PREWARMED);
  }

  /**
   * Fetches a bundle, within 20 s. Concurrent calls for the same bundle share one fetch.
   *
   * @throws IllegalStateException if it was not provided, is too large or does not match its hash
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
      MessageDigest digest = Hashes.sha256();
      try (var file = new DigestOutputStream(Files.newOutputStream(part), digest)) {
        write(sha256, piece, file);
      }
      if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
        throw new IllegalStateException("Its bytes do not match its SHA-256.");
      }
      // Processes may run as other users; access to the folder above decides who may read it.
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("r--r--r--"));
      return Files.move(part, folder.resolve(sha256 + ".jar"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("It could not be written: " + e.getMessage(), e);
    } finally {
      remove(part); // exists only after a failure, such as a full disk
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
    for (int look = 0; look < MAX_CHECKS; look++) {
      byte[] first = source.piece(sha256, 0);
      if (first != null) {
        return first;
      }
      if (look % CHECKS_PER_REQUEST == 0) {
        source.ask(sha256);
      }
      boolean _ = never.await(CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
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

  /** Source of bundles, in pieces. */
  public interface BundleSource {

    /** Requests a bundle from any admin-api. */
    void ask(String sha256);

    /** Returns the bytes of a piece, counted from 0; null if it is not available (yet). */
    byte @Nullable [] piece(String sha256, int number);
  }

  /** Reads bundles that admin-api puts into Redis, in pieces of 1 MiB. */
  public static final class RedisBundleSource implements BundleSource {
    private final CommandScripts commands;
    private final ValueCommands<String, byte[]> values;
    private final String workerId;

    public RedisBundleSource(CommandScripts commands, RedisDataSource redis, String workerId) {
      this.commands = commands;
      this.values = redis.value(byte[].class);
      this.workerId = workerId;
    }

    @Override
    public void ask(String sha256) {
      commands.askForBundle(workerId, sha256);
    }

    @Override
    public byte @Nullable [] piece(String sha256, int number) {
      return values.get(ControlKeys.bundlePiece(sha256, number));
    }
  }
}
