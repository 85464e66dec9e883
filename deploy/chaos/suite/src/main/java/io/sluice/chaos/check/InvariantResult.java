package io.sluice.chaos.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of one invariant. An invariant with nothing inspected fails.
 *
 * @param inspected number of inspected items
 * @param offenders violations in words, each with an id
 * @param skipped reason why it could not be checked
 */
public record InvariantResult(
    Invariant invariant, long inspected, List<String> offenders, Optional<String> skipped) {
  private static final int MAX_SHOWN = 20;

  public InvariantResult {
    offenders = List.copyOf(offenders);
  }

  static InvariantResult of(Invariant invariant, long inspected, List<String> offenders) {
    return new InvariantResult(invariant, inspected, offenders, Optional.empty());
  }

  static InvariantResult skipped(Invariant invariant, String why) {
    return new InvariantResult(invariant, 0, List.of(), Optional.of(why));
  }

  public boolean holds() {
    return skipped.isPresent() || (inspected > 0 && offenders.isEmpty());
  }

  /** Formats one line, with the first violations below it. */
  public String inWords() {
    if (skipped.isPresent()) {
      return "%s skipped  %s: %s".formatted(invariant, invariant.sentence(), skipped.get());
    }
    if (holds()) {
      return String.format(
          Locale.ROOT, "%s holds    %s (%d inspected)", invariant, invariant.sentence(), inspected);
    }
    var first = String.join("\n     ", offenders.stream().limit(MAX_SHOWN).toList());
    return String.format(
        Locale.ROOT,
        "%s BROKEN   %s (%d of %d inspected)\n     %s",
        invariant,
        invariant.sentence(),
        offenders.size(),
        inspected,
        inspected == 0 ? "nothing was inspected" : first);
  }
}
