package io.sluice.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Stacks of real threads of a JDK 25, one for each case of the corpus that waits, with the words
 * that the stack alone must give.
 */
record RecordedStacks(
    String kind, String state, String lock, String expected, List<StackFrame> frames) {
  private static final Path FILE = Path.of("src/test/resources/recorded-stacks.txt");

  static List<RecordedStacks> all() {
    try {
      return read(Files.readAllLines(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<RecordedStacks> read(List<String> lines) {
    List<RecordedStacks> all = new ArrayList<>();
    for (var line : lines) {
      if (line.startsWith("== ")) {
        var words = line.substring("== ".length()).split(" \\| ", -1);
        all.add(new RecordedStacks(words[0], words[1], words[2], words[3], new ArrayList<>()));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        all.getLast().frames().add(StackFrame.parse(line));
      }
    }
    return all;
  }

  /** Returns the verdict if the thread has this stack in three samples. */
  String sentence() {
    return sentence(WaitFacts.NONE);
  }

  String sentence(WaitFacts facts) {
    var samples = IntStream.range(0, 3).mapToObj(at -> sample(at, facts)).toList();
    return StuckClassifier.classify(samples, null, List.of(), List.of()).sentence();
  }

  ThreadSample sample(int second, WaitFacts facts) {
    return new ThreadSample(
        Instant.EPOCH.plusSeconds(second),
        "execution-" + kind,
        state,
        frames,
        awaited(),
        List.of(),
        new ThreadSample.Usage(0, 0, 0),
        facts);
  }

  private ThreadSample.@Nullable Lock awaited() {
    return lock.isEmpty() ? null : new ThreadSample.Lock(lock, null, null);
  }
}
