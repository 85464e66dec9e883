package io.sluice.local.bench.figure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keeps the figures of a run as JSON, for a later comparison. */
public final class FigureFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FigureFile() {}

  private record Run(List<Figure> figures) {}

  public static void write(Path file, List<Figure> figures) throws IOException {
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), new Run(figures));
  }

  /**
   * Reads the figures of a run.
   *
   * @throws IOException with a sentence for a person if the file is missing or has another form
   */
  public static List<Figure> read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("No such file: " + file);
    }
    try {
      return JSON.readValue(file.toFile(), Run.class).figures();
    } catch (JsonProcessingException other) {
      throw new IOException(
          file + " was not written by --out of this benchmark: " + other.getOriginalMessage(),
          other);
    }
  }
}
