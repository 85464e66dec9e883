package io.sluice.testkit.source;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules for comments and names of docs/CONTRIBUTING.md that a machine can check. Pure. */
final class SourceRules {
  private static final Pattern INDIRECT =
      Pattern.compile("(?:What|Who|How|Whether|Where|When|Which|Whose|Why)\\b.*", Pattern.DOTALL);
  private static final Pattern SECTION = Pattern.compile("\\b[Ss]ections? \\d");
  private static final Pattern PRIVATE_LIMIT = Pattern.compile("\\bMOST_[A-Z_]+\\b");

  private SourceRules() {}

  /** Comments of types that do not begin with a noun or a verb. */
  static List<String> indirectTypeComments(SourceFile file) {
    return file.comments().stream()
        .filter(SourceFile.Comment::ofType)
        .filter(comment -> INDIRECT.matcher(comment.text()).matches())
        .map(comment -> file.path() + ":" + comment.line() + " " + comment.text())
        .toList();
  }

  /** Documentation comments, of types and members, that begin with an indirect question. */
  static List<String> indirectComments(SourceFile file) {
    return file.comments().stream()
        .filter(SourceFile.Comment::doc)
        .filter(comment -> INDIRECT.matcher(comment.text()).matches())
        .map(comment -> file.path() + ":" + comment.line() + " " + comment.text())
        .toList();
  }

  /**
   * References to a numbered section of a document. Those to an RFC or a manual page are allowed: a
   * reader can find these.
   */
  static List<String> sectionReferences(SourceFile file) {
    return file.comments().stream()
        .filter(comment -> SECTION.matcher(comment.text()).find())
        .filter(comment -> !comment.text().contains("RFC"))
        .map(comment -> file.path() + ":" + comment.line() + " " + comment.text())
        .toList();
  }

  /** Limits that are not named {@code MAX_}. */
  static List<String> limitsNamedMost(SourceFile file) {
    return PRIVATE_LIMIT
        .matcher(file.code())
        .results()
        .map(found -> file.path() + " " + found.group())
        .distinct()
        .toList();
  }

  static Stream<String> all(SourceFile file) {
    return Stream.of(indirectTypeComments(file), sectionReferences(file), limitsNamedMost(file))
        .flatMap(List::stream);
  }
}
