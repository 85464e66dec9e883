package io.sluice.admin.circuitbreaker;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.queue.Hashes;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Computes a fingerprint that is equal for the same cause: the fingerprint of the process
 * (workflow, kind of verdict, top calls without lines) and the type of the lock that blocks it. For
 * a process that was observed only from outside, the top call replaces the fingerprint. Dossiers
 * are hostile input.
 */
public final class Fingerprints {

  private static final Pattern OF_PROCESS = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern HIDDEN_CLASS = Pattern.compile("/0x[0-9a-fA-F]+");

  /**
   * The identity of a lock: {@code class@1a2b} from the process, {@code class <0x…>} from a thread
   * dump.
   */
  private static final Pattern IDENTITY = Pattern.compile("[@ ].*", Pattern.DOTALL);

  private static final Set<String> BLOCKED = Set.of("blocked", "deadlock");
  private static final int DIGITS = 16;

  private Fingerprints() {}

  /**
   * The fingerprint of a dossier.
   *
   * @param dossier absent if there is none, or none that can be read
   * @param topFrame absent if unknown
   */
  public static String of(@Nullable JsonNode dossier, @Nullable String topFrame) {
    if (dossier == null) {
      return hash("unknown\n" + call(topFrame));
    }
    String kind = dossier.path("verdict_kind").asText("unknown");
    String reported = dossier.path("fingerprint").asText("");
    String calls =
        OF_PROCESS.matcher(reported).matches() ? reported : hash(kind + "\n" + call(topFrame));
    String lock = BLOCKED.contains(kind) ? lockType(dossier.path("samples")) : "";
    return lock.isEmpty() ? calls : hash(calls + "\n" + lock);
  }

  /** The lock type of the latest sample, without the parts that differ between JVMs. */
  private static String lockType(JsonNode samples) {
    String lock = samples.path(samples.size() - 1).path("lock").asText("");
    return IDENTITY.matcher(lock).replaceAll("");
  }

  /** The call without its line, and without the parts that differ between JVMs. */
  private static String call(@Nullable String frame) {
    String text = frame == null ? "" : frame;
    int bracket = text.indexOf('(');
    return HIDDEN_CLASS.matcher(bracket < 0 ? text : text.substring(0, bracket)).replaceAll("");
  }

  private static String hash(String text) {
    return Hashes.sha256(text).substring(0, DIGITS);
  }
}
