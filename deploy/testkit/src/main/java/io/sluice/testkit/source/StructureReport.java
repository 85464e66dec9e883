package io.sluice.testkit.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts what makes a repository hard to read: {@code .ci/structure [commit]} prints one line for
 * each number, and with {@code --list} the items behind it.
 */
final class StructureReport {
  private static final int MANY_COMPONENTS = 9;
  private static final List<String> ROOTS =
      List.of(
          "io.sluice.admin.",
          "io.sluice.orchestrator.",
          "io.sluice.process.",
          "io.sluice.diagnostics.");
  private static final Pattern RECORD = Pattern.compile("\\brecord\\s+(\\w+)(?:<[^>{]*>)?\\s*\\(");

  private StructureReport() {}

  public static void main(String[] arguments) {
    var files = SourceFile.below(Path.of(arguments[0]));
    boolean listed = arguments.length > 1 && arguments[1].equals("--list");
    counts(files)
        .forEach(
            (name, items) -> {
              System.out.printf("%-62s %5d%n", name, items.size());
              if (listed) {
                items.forEach(item -> System.out.println("    " + item));
              }
            });
  }

  /** The items of each number, in the order of the report. */
  static Map<String, List<String>> counts(List<SourceFile> files) {
    var main = files.stream().filter(SourceFile::isMain).toList();
    var counts = new LinkedHashMap<String, List<String>>();
    counts.put("main files", main.stream().map(SourceFile::path).toList());
    counts.put("packages below the roots of the four programs", packages(main));
    counts.put("simple names of more than one top-level type", duplicates(main));
    counts.put("records with nine or more components", largeRecords(main));
    counts.put("references to a section of a document", all(files, SourceRules::sectionReferences));
    counts.put(
        "documentation comments that begin with a question word",
        all(files, SourceRules::indirectComments));
    counts.put("limits named MOST_", all(files, SourceRules::limitsNamedMost));
    return counts;
  }

  private static List<String> all(List<SourceFile> files, Function<SourceFile, List<String>> rule) {
    return files.stream().map(rule).flatMap(List::stream).toList();
  }

  private static List<String> packages(List<SourceFile> main) {
    return main.stream()
        .map(SourceFile::packageName)
        .filter(name -> ROOTS.stream().anyMatch(name::startsWith))
        .distinct()
        .sorted()
        .toList();
  }

  private static List<String> duplicates(List<SourceFile> main) {
    return main.stream()
        .filter(file -> !file.typeName().equals("package-info"))
        .collect(Collectors.groupingBy(SourceFile::typeName))
        .entrySet()
        .stream()
        .filter(each -> each.getValue().size() > 1)
        .map(
            each ->
                each.getKey()
                    + ": "
                    + each.getValue().stream()
                        .map(SourceFile::packageName)
                        .collect(Collectors.joining(", ")))
        .sorted()
        .toList();
  }

  private static List<String> largeRecords(List<SourceFile> main) {
    var large = new ArrayList<String>();
    for (SourceFile file : main) {
      String code = file.code();
      Matcher found = RECORD.matcher(code);
      while (found.find()) {
        int components = components(code, found.end());
        if (components >= MANY_COMPONENTS) {
          large.add(file.path() + " " + found.group(1) + ": " + components);
        }
      }
    }
    return large;
  }

  /** Counts the commas between the parentheses that are open at this index. */
  private static int components(String code, int start) {
    int depth = 1;
    int generics = 0;
    int commas = 0;
    for (int at = start; depth > 0; at++) {
      switch (code.charAt(at)) {
        case '(' -> depth++;
        case ')' -> depth--;
        case '<' -> generics++;
        case '>' -> generics--;
        case ',' -> commas += depth == 1 && generics == 0 ? 1 : 0;
        default -> {}
      }
    }
    return commas + 1;
  }
}
