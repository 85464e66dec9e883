package io.sluice.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One row of the corpus of stuck workflows: what the verdict about a case must and must not say.
 *
 * @param group cases of one group may run in one process
 * @param place class and method that the verdict names; {@code ~} separates alternatives
 */
record CorpusRow(String kind, String group, String place, List<String> words) {
  static final Path MODULE = Path.of("../../deploy/chaos/workflows").toAbsolutePath().normalize();
  private static final Path SOURCES =
      MODULE.resolve("src/main/java/io/sluice/chaos/workflows/corpus");

  static List<CorpusRow> all() throws IOException {
    return Files.readAllLines(MODULE.resolve("src/main/resources/corpus.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .map(row -> new CorpusRow(row[0], row[1], row[2], List.of(row[3].split("; ", -1))))
        .toList();
  }

  boolean isHealthy() {
    return group.startsWith("ok");
  }

  /** Returns true if it keeps a processor busy. */
  boolean burns() {
    return group.endsWith("burn");
  }

  /** Returns true if it can share a process with all others of its group. */
  boolean isShared() {
    return group.equals("wait") || group.equals("ok");
  }

  /** Returns what the sentence lacks or says wrongly; empty if it is right. */
  List<String> faults(String sentence) throws IOException {
    var faults = new ArrayList<String>();
    var place = placePattern();
    if (!place.matcher(sentence).find()) {
      faults.add("place " + place);
    }
    for (var word : words) {
      boolean forbidden = word.startsWith("!");
      var alternatives = List.of(word.substring(forbidden ? 1 : 0).split("~", -1));
      if (alternatives.stream().anyMatch(sentence::contains) == forbidden) {
        faults.add(word);
      }
    }
    return faults;
  }

  private Pattern placePattern() throws IOException {
    var alternatives = new ArrayList<String>();
    for (var each : place.split("~", -1)) {
      int dot = each.lastIndexOf('.');
      var type = each.substring(0, dot);
      var file = type.split("\\$", -1)[0] + ".java";
      var method = each.substring(dot + 1);
      var name = method.startsWith("<") ? Pattern.quote(method) + "|lambda\\$static" : method;
      alternatives.add(
          Pattern.quote(type)
              + "\\.(?:lambda\\$)?(?:"
              + name
              + ")(?:\\$\\d+)?\\("
              + Pattern.quote(file)
              + ":(?:"
              + lines(file)
              + ")\\)");
    }
    return Pattern.compile(String.join("|", alternatives));
  }

  /** Returns the marked lines; any line if the case has none, or has several places. */
  private String lines(String file) throws IOException {
    var marked = new ArrayList<Integer>();
    var source = Files.readAllLines(SOURCES.resolve(file));
    for (int at = 0; at < source.size(); at++) {
      if (source.get(at).endsWith("// at: " + kind)) {
        marked.add(at + 1);
      }
    }
    return marked.isEmpty() || place.contains("~")
        ? "\\d+"
        : marked.stream().map(Object::toString).collect(Collectors.joining("|"));
  }
}
