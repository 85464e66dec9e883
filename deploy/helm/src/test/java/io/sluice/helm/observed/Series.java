package io.sluice.helm.observed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One line of a metrics page, in the text format of Prometheus. */
record Series(String name, Map<String, String> labels, double value) {

  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})?\\s+(\\S+)(?:\\s.*)?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  Series {
    labels = Map.copyOf(labels);
  }

  /** All of some pages. */
  static List<Series> in(List<String> pages) {
    return pages.stream()
        .flatMap(String::lines)
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Series::read)
        .toList();
  }

  private static Series read(String line) {
    var parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("No series: " + line);
    }
    var labels = new HashMap<String, String>();
    if (parts.group(2) != null) {
      LABEL
          .matcher(parts.group(2))
          .results()
          .forEach(each -> labels.put(each.group(1), each.group(2)));
    }
    String value = parts.group(3).replace("+Inf", "Infinity").replace("-Inf", "-Infinity");
    return new Series(parts.group(1), labels, Double.parseDouble(value));
  }
}
