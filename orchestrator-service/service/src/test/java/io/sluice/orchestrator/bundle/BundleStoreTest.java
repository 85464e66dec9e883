package io.sluice.orchestrator.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.queue.ControlKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleStoreTest {
  private final List<String> arrived = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 3 * 1024 * 1024})
  void aBundleOfAnySizeIsPutTogetherFromItsPieces(int size, @TempDir Path folder) throws Exception {
    var source = new Pieces(size);
    var store = new BundleStore(folder, source, (sha256, _) -> arrived.add(sha256));

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
    var store = new BundleStore(folder, new Pieces(10), (_, _) -> {});

    assertThatThrownBy(() -> store.fetch("0".repeat(64)))
        .hasMessageContaining("not what its SHA-256 says");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anIdThatIsNoHashNeverBecomesAFileName(@TempDir Path folder) throws IOException {
    var store = new BundleStore(folder, new Pieces(10), (_, _) -> {});

    assertThatThrownBy(() -> store.fetch("../../etc/passwd")).hasMessageContaining("Not a SHA-256");
  }

  /** A bundle of random bytes, in pieces as admin-api leaves them. */
  private static final class Pieces implements BundleSource {
    private final byte[] bytes;
    private int asked;

    Pieces(int size) {
      bytes = new byte[size];
      new Random(size).nextBytes(bytes);
    }

    String sha256() throws NoSuchAlgorithmException {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Override
    public void ask(String sha256) {
      asked++;
    }

    @Override
    public byte @Nullable [] piece(String sha256, int number) {
      int from = Math.min(bytes.length, number * ControlKeys.BUNDLE_PIECE_BYTES);
      int to = Math.min(bytes.length, from + ControlKeys.BUNDLE_PIECE_BYTES);
      return Arrays.copyOfRange(bytes, from, to);
    }
  }
}
