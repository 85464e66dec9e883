package io.sluice.process.diagnosis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Fingerprint of the cause, equal for the same workflow, kind of verdict and top 5 calls outside
 * the JDK.
 */
final class Fingerprint {
  private static final int FRAMES = 5;
  private static final int DIGITS = 16;

  private Fingerprint() {}

  static String of(String workflow, Verdict verdict, List<StackFrame> frames) {
    var calls =
        frames.stream()
            .filter(StackFrame::isForeign)
            .limit(FRAMES)
            .map(frame -> frame.type() + "." + frame.method())
            .collect(Collectors.joining("\n"));
    return hash(workflow + "\n" + verdict.kind() + "\n" + calls);
  }

  private static String hash(String text) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
