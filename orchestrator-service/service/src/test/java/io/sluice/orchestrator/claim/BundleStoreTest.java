package io.sluice.orchestrator.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.orchestrator.claim.BundleStore.Bounds;
import io.sluice.orchestrator.claim.BundleStore.BundleSource;
import io.sluice.queue.ControlKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleStoreTest {
  private static final Bounds MANY = new Bounds(64, 1L << 30);
  private static final int MIB = 1024 * 1024;
  private final List<String> arrived = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 3 * 1024 * 1024})
  void aBundleOfAnySizeIsPutTogetherFromItsPieces(int size, @TempDir Path folder) throws Exception {
    var source = new Pieces(size);
    var store = new BundleStore(folder, source, MANY, Set::of, (sha256, _) -> arrived.add(sha256));

    Path file = store.fetch(source.sha256());

    assertThat(Files.readAllBytes(file)).isEqualTo(source.bytes);
    assertThat(store.local(source.sha256())).contains(file);
    assertThat(source.asked).isZero();
    store.fetch(source.sha256());
    assertThat(arrived).containsExactly(source.sha256());
  }

  @Test
  void bytesThatAreNotWhatTheHashSaysAreRefusedAndLeaveNoFile(@TempDir Path folder)
      throws IOException {
    var store = new BundleStore(folder, new Pieces(10), MANY, Set::of, (_, _) -> {});

    assertThatThrownBy(() -> store.fetch("0".repeat(64)))
        .hasMessageContaining("do not match its SHA-256");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void thoseWhoWantTheSameBundleShareOneDownload(@TempDir Path folder) throws Exception {
    var source = new Pieces(3 * MIB);
    var store = new BundleStore(folder, source, MANY, Set::of, (sha256, _) -> arrived.add(sha256));
    source.mayCome = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var fetches = new ArrayList<Future<Path>>();
      for (int i = 0; i < 20; i++) {
        fetches.add(threads.submit(() -> store.fetch(source.sha256())));
      }
      source.mayCome.countDown();
      for (Future<Path> each : fetches) {
        assertThat(each.get(60, TimeUnit.SECONDS)).exists();
      }
    }
    assertThat(source.pieces).hasValue(4);
    assertThat(arrived).hasSize(1);
  }

  @Test
  void aDownloadThatFailsOnTheWayLeavesNoFileAndCanBeTriedAgain(@TempDir Path folder)
      throws Exception {
    var source = new Pieces(3 * MIB);
    source.failsAt = 2;
    var store = new BundleStore(folder, source, MANY, Set::of, (_, _) -> {});

    assertThatThrownBy(() -> store.fetch(source.sha256())).hasMessageContaining("away");
    assertThat(folder).isEmptyDirectory();
    source.failsAt = -1;
    assertThat(store.fetch(source.sha256())).exists();
  }

  @Test
  void theLongestUnusedBundleGoesButNoneThatIsInUse(@TempDir Path folder) throws Exception {
    var sources = List.of(new Pieces(10), new Pieces(11), new Pieces(12), new Pieces(13));
    var inUse = Set.of(sources.getFirst().sha256());
    var store =
        new BundleStore(folder, new AnyOf(sources), new Bounds(2, 1000), () -> inUse, (_, _) -> {});
    for (Pieces each : sources) {
      store.fetch(each.sha256());
    }

    assertThat(store.latest().keySet())
        .containsExactlyInAnyOrder(sources.getFirst().sha256(), sources.getLast().sha256());
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".part"));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  /** Fetches a bundle of 48 MiB in the heap of a small worker. */
  static final class SmallHeap {
    private SmallHeap() {}

    public static void main(String[] args) throws Exception {
      var source = new Pieces(48);
      source.repeated = 48;
      var store = new BundleStore(Path.of(args[0]), source, MANY, Set::of, (_, _) -> {});
      System.out.println("fetched " + Files.size(store.fetch(source.sha256())));
    }
  }

  @Test
  void aBundleIsNeverWholeInTheHeap(@TempDir Path folder) throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeap.class.getName(),
                folder.resolve("bundles").toString())
            .redirectErrorStream(true)
            .start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("fetched " + (48L * MIB + 48));
  }

  @Test
  void anIdThatIsNoHashNeverBecomesAFileName(@TempDir Path folder) throws IOException {
    var store = new BundleStore(folder, new Pieces(10), MANY, Set::of, (_, _) -> {});

    assertThatThrownBy(() -> store.fetch("../../etc/passwd")).hasMessageContaining("Not a SHA-256");
  }

  /** Several bundles. */
  private record AnyOf(List<Pieces> bundles) implements BundleSource {
    @Override
    public void ask(String sha256) {}

    @Override
    public byte @Nullable [] piece(String sha256, int number) {
      return bundles.stream()
          .filter(each -> each.sha256().equals(sha256))
          .findFirst()
          .flatMap(each -> Optional.ofNullable(each.piece(sha256, number)))
          .orElse(null);
    }
  }

  /** A bundle of random bytes, in pieces as admin-api leaves them. */
  private static final class Pieces implements BundleSource {
    private final byte[] bytes;
    private final AtomicInteger pieces = new AtomicInteger();
    private volatile CountDownLatch mayCome = new CountDownLatch(0);
    private volatile int failsAt = -1;

    /** Whole pieces of zeros before the bytes. */
    private volatile int repeated;

    private int asked;

    Pieces(int size) {
      bytes = new byte[size];
      new Random(size).nextBytes(bytes);
    }

    String sha256() {
      try {
        var digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < repeated; i++) {
          digest.update(new byte[ControlKeys.BUNDLE_PIECE_BYTES]);
        }
        return HexFormat.of().formatHex(digest.digest(bytes));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void ask(String sha256) {
      asked++;
    }

    @Override
    public byte @Nullable [] piece(String sha256, int number) {
      try {
        mayCome.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      pieces.incrementAndGet();
      if (number == failsAt) {
        throw new IllegalStateException("Redis is away");
      }
      if (number < repeated) {
        return new byte[ControlKeys.BUNDLE_PIECE_BYTES];
      }
      int from = Math.min(bytes.length, (number - repeated) * ControlKeys.BUNDLE_PIECE_BYTES);
      int to = Math.min(bytes.length, from + ControlKeys.BUNDLE_PIECE_BYTES);
      return Arrays.copyOfRange(bytes, from, to);
    }
  }
}
