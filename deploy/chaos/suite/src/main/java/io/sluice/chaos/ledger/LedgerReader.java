package io.sluice.chaos.ledger;

import io.sluice.chaos.ledger.Run.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the ledger's lines: kind, execution, token, workflow, pid, nanoseconds, how. */
public final class LedgerReader {
  private static final int WORDS = 7;

  private final Map<String, Run> runs = new LinkedHashMap<>();
  private final List<Run> repeatedStarts = new ArrayList<>();

  private LedgerReader() {}

  /** All attempts, in the order of their starts; a token that started twice is there twice. */
  public static List<Run> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var lines = Files.lines(file, StandardCharsets.US_ASCII)) {
      return read(lines);
    }
  }

  static List<Run> read(Stream<String> lines) {
    var reader = new LedgerReader();
    lines.forEach(reader::take);
    var all = new ArrayList<>(reader.runs.values());
    all.addAll(reader.repeatedStarts);
    return List.copyOf(all);
  }

  private void take(String line) {
    var words = line.split(" ");
    if (words.length != WORDS) {
      return; // A process was killed in the middle of its write.
    }
    // The pid is part of it: nothing else tells two starts of one token apart.
    var key = words[1] + words[2] + "@" + words[4];
    long at = Long.parseLong(words[5]);
    switch (words[0]) {
      case "start" -> start(key, words, at);
      case "beat" -> runs.computeIfPresent(key, (_, run) -> run.seen(at));
      case "end" -> runs.computeIfPresent(key, (_, run) -> run.ended(at, words[6]));
      default -> throw new IllegalArgumentException("not a line of the ledger: " + line);
    }
  }

  private void start(String key, String[] words, long at) {
    var run =
        new Run(
            words[1],
            Token.parse(words[2]),
            words[3],
            Long.parseLong(words[4]),
            at,
            at,
            Optional.empty());
    var earlier = runs.put(key, run);
    if (earlier != null) {
      repeatedStarts.add(earlier);
    }
  }
}
