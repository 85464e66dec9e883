package io.sluice.helm.observed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A selector of PromQL: a name, and conditions on labels. */
record Selector(String name, List<Matcher> matchers) {

  /** Labels that scraping adds; the services do not export them. */
  static final Set<String> OF_THE_TARGET = Set.of("namespace", "instance", "job", "pod");

  private static final Pattern GROUPING =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

  /** A name that no bracket follows, with its conditions; or a string, which is skipped. */
  private static final Pattern ASKED =
      Pattern.compile(
          "\"(?:[^\"\\\\]|\\\\.)*\"|\\b([a-zA-Z_:][a-zA-Z0-9_:]*)\\b(?!\\s*\\()(?:\\s*\\{([^}]*)})?");

  private static final Pattern CONDITION =
      Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  Selector {
    matchers = List.copyOf(matchers);
  }

  /** All selectors of an expression, in its order. */
  static List<Selector> in(String expression) {
    String bare = RANGE.matcher(GROUPING.matcher(expression).replaceAll(" ")).replaceAll(" ");
    var selectors = new ArrayList<Selector>();
    var asked = ASKED.matcher(bare);
    while (asked.find()) {
      String name = asked.group(1);
      if (name != null && !WORDS.contains(name)) {
        selectors.add(new Selector(name, conditions(asked.group(2))));
      }
    }
    return selectors;
  }

  private static List<Matcher> conditions(@Nullable String text) {
    return text == null
        ? List.of()
        : CONDITION
            .matcher(text)
            .results()
            .map(
                each ->
                    new Matcher(each.group(1), Matcher.Operator.of(each.group(2)), each.group(3)))
            .filter(each -> !OF_THE_TARGET.contains(each.label()))
            .toList();
  }

  boolean asksFor(Series series) {
    return series.name().equals(name)
        && matchers.stream().allMatch(each -> each.fits(series.labels()));
  }
}
