package io.sluice.testkit.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java source file of the repository.
 *
 * @param path relative to the root of the repository, with slashes
 */
record SourceFile(String path, String text) {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*'|//[^\\n]*|/\\*.*?\\*/",
          Pattern.DOTALL);

  /**
   * A comment.
   *
   * @param line of its first character, from 1
   * @param text on one line, without the marks of a comment
   * @param doc true for a documentation comment
   * @param next the code that follows, without annotations
   */
  record Comment(int line, String text, boolean doc, String next) {

    /** True if it documents a type. */
    boolean ofType() {
      return doc
          && next.matches(
              "(?s)(?:(?:public|protected|private|static|final|abstract|sealed|non-sealed|strictfp)\\s+)*"
                  + "(?:class|interface|enum|record|@interface)\\s.*");
    }
  }

  /** The Java files below a folder, without build results. */
  static List<SourceFile> below(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(root::relativize)
          .filter(file -> !("/" + file).contains("/target/"))
          .sorted()
          .map(file -> new SourceFile(file.toString().replace('\\', '/'), read(root.resolve(file))))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isMain() {
    return path.contains("src/main/java/");
  }

  /** The file's package with dots; empty outside of a source folder. */
  String packageName() {
    int start = path.indexOf("/java/");
    int end = path.lastIndexOf('/');
    return start < 0 || end <= start ? "" : path.substring(start + 6, end).replace('/', '.');
  }

  String typeName() {
    return path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
  }

  /** The text with comments and literals replaced by a blank. */
  String code() {
    return TOKEN.matcher(text).replaceAll(" ");
  }

  List<Comment> comments() {
    var comments = new ArrayList<Comment>();
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      String raw = token.group();
      if (raw.startsWith("/")) {
        int line =
            1 + (int) text.substring(0, token.start()).chars().filter(c -> c == '\n').count();
        comments.add(new Comment(line, plain(raw), raw.startsWith("/**"), next(token.end())));
      }
    }
    return comments;
  }

  private static String plain(String raw) {
    return raw.replaceAll("^/\\*+|\\*/$|^//+", "")
        .replaceAll("(?m)^\\s*\\* ?", "")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private String next(int from) {
    String after = text.substring(from, Math.min(text.length(), from + 600));
    String rest = TOKEN.matcher(after).replaceAll(" ").strip();
    while (rest.startsWith("@") && !rest.startsWith("@interface")) {
      rest = withoutAnnotation(rest).strip();
    }
    return rest;
  }

  private static String withoutAnnotation(String code) {
    int at = 1;
    while (at < code.length()
        && (Character.isJavaIdentifierPart(code.charAt(at)) || code.charAt(at) == '.')) {
      at++;
    }
    if (at >= code.length() || code.charAt(at) != '(') {
      return code.substring(at);
    }
    int depth = 0;
    do {
      depth += code.charAt(at) == '(' ? 1 : code.charAt(at) == ')' ? -1 : 0;
      at++;
    } while (depth > 0 && at < code.length());
    return code.substring(at);
  }
}
