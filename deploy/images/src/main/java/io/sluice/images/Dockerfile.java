package io.sluice.images;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a Dockerfile, as far as its instructions are simple: one {@code ENV} a line, lists
 * for {@code ENTRYPOINT}, no {@code CMD}. An instruction that is not known is refused, so that the
 * images of both ways cannot differ unseen.
 *
 * @param stages by name, in the order of the file
 */
record Dockerfile(Map<String, Stage> stages) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
  private static final Pattern LABEL = Pattern.compile("([\\w.]+)=\"([^\"]*)\"");
  private static final Pattern COPY =
      Pattern.compile("--from=(\\S+) (?:--chown=(\\S+) )?(\\S+) (\\S+)");

  /** One {@code COPY --from}; the owner is {@code 0:0} unless it says another. */
  record Copy(String from, String owner, String source, String target) {}

  /** Instructions from one {@code FROM} to the next. Mutable while it is read. */
  static final class Stage {
    final String base;
    final List<Copy> copies = new ArrayList<>();
    final List<String> runs = new ArrayList<>();
    final Map<String, String> environment = new LinkedHashMap<>();
    final Map<String, String> labels = new LinkedHashMap<>();
    final List<Integer> ports = new ArrayList<>();
    String user = "";
    String folder = "/";
    List<String> entryPoint = List.of();

    Stage(String base) {
      this.base = base;
    }
  }

  /**
   * Reads a Dockerfile.
   *
   * @param arguments values of its {@code ARG}s; they win over its defaults
   */
  static Dockerfile read(Path file, Map<String, String> arguments) throws IOException {
    var stages = new LinkedHashMap<String, Stage>();
    var global = new HashMap<String, String>();
    Map<String, String> declared = global;
    Stage stage = null;
    for (String line : instructions(Files.readString(file))) {
      String[] parts = line.split("\\s+", 2);
      switch (parts[0]) {
        case "ARG" -> declare(parts[1], arguments, global, declared);
        case "FROM" -> {
          String[] from = substitute(parts[1], global).split(" AS ", 2);
          stage = new Stage(from[0]);
          stages.put(from[1], stage);
          declared = new HashMap<>();
        }
        default -> add(parts[0], substitute(parts[1], declared), stage);
      }
    }
    return new Dockerfile(stages);
  }

  /**
   * Returns a stage.
   *
   * @throws IOException if there is none of this name
   */
  Stage stage(String name) throws IOException {
    Stage stage = stages.get(name);
    if (stage == null) {
      throw new IOException("The Dockerfile has no stage " + name + ".");
    }
    return stage;
  }

  /** Lines without comments, continued ones joined. */
  private static List<String> instructions(String text) {
    return text.replaceAll("(?m)^#.*\\n", "")
        .replaceAll("\\\\\\n\\s*", "")
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  /** A stage has only the arguments that it declares, also those with a value before FROM. */
  private static void declare(
      String text,
      Map<String, String> given,
      Map<String, String> global,
      Map<String, String> declared) {
    String[] parts = text.split("=", 2);
    String usual = parts.length > 1 ? parts[1] : global.getOrDefault(parts[0], "");
    declared.put(parts[0], given.getOrDefault(parts[0], usual));
  }

  private static void add(String instruction, String rest, @Nullable Stage stage)
      throws IOException {
    if (stage == null) {
      throw new IOException(instruction + " before FROM");
    }
    switch (instruction) {
      case "COPY" -> stage.copies.add(copy(rest));
      case "ENV" -> stage.environment.put(rest.split("=", 2)[0], rest.split("=", 2)[1]);
      case "LABEL" ->
          LABEL.matcher(rest).results().forEach(l -> stage.labels.put(l.group(1), l.group(2)));
      case "EXPOSE" ->
          List.of(rest.split(" ", -1)).forEach(p -> stage.ports.add(Integer.valueOf(p)));
      case "USER" -> stage.user = rest;
      case "WORKDIR" -> stage.folder = rest;
      case "ENTRYPOINT" -> stage.entryPoint = JSON.readValue(rest, new TypeReference<>() {});
      case "RUN" -> stage.runs.add(rest);
      case "ADD" -> {} // the archive, which the builder unpacks itself
      default -> throw new IOException("This instruction is not known here: " + instruction);
    }
  }

  private static Copy copy(String text) throws IOException {
    Matcher copy = COPY.matcher(text);
    if (!copy.matches()) {
      throw new IOException("This COPY is not known here: " + text);
    }
    String owner = copy.group(2) == null ? "0:0" : copy.group(2);
    return new Copy(copy.group(1), owner, copy.group(3), copy.group(4));
  }

  /** Docker would put nothing where an argument is not declared or has no value. */
  private static String substitute(String text, Map<String, String> declared) throws IOException {
    for (var found : VARIABLE.matcher(text).results().toList()) {
      if (declared.getOrDefault(found.group(1), "").isEmpty()) {
        throw new IOException("The argument " + found.group(1) + " has no value here: " + text);
      }
    }
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(declared.getOrDefault(found.group(1), "")));
  }
}
