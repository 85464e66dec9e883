package io.sluice.admin.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The text of a mail, from the body that a server would get: the same fields and nothing else. Each
 * value is one line, so that none can pose as another one or as a header. Pure.
 */
record MailText(String subject, String text) {

  private static final int MAX_SUBJECT = 150;
  private static final int MAX_VALUE = 500;
  private static final int MAX_FIELDS = 40;

  /** Control characters, line ends of Unicode, and marks that turn the direction of text. */
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+");

  /**
   * Writes the mail of an event.
   *
   * @param webhook name of the webhook, which says why the mail comes
   */
  static MailText of(JsonNode body, String webhook) {
    JsonNode data = body.path("data");
    EventType kind = EventType.ofBody(body.path("type").asText()).orElse(EventType.NOTIFICATION);
    var lines = new ArrayList<>(List.of(sentence(kind), ""));
    data.properties().stream()
        .limit(MAX_FIELDS)
        .map(field -> label(field.getKey()) + ": " + value(field.getValue()))
        .forEach(lines::add);
    lines.addAll(
        List.of(
            "Time: " + value(body.path("timestamp")),
            "",
            "-- ",
            "Sluice sends this to the address of the webhook " + clean(webhook, MAX_VALUE) + "."));
    return new MailText(
        clean("[Sluice] " + subject(kind, data), MAX_SUBJECT), String.join("\r\n", lines) + "\r\n");
  }

  private static String subject(EventType kind, JsonNode data) {
    return switch (kind) {
      case ACTION_WAITS -> value(data, "workflow_type_id") + " waits for votes";
      case ACTION_DECIDED -> value(data, "workflow_type_id") + ": " + value(data, "decision");
      case ACTION_ENDED -> value(data, "workflow") + ": " + value(data, "status");
      case WORKFLOW_BLACKLISTED -> value(data, "workflow") + " is on the blacklist";
      case WORKFLOW_ON_PROBATION -> value(data, "workflow") + " is on probation";
      case WORKFLOW_RELEASED -> value(data, "workflow") + " is off the blacklist";
      case DEAD_LETTERS_GREW -> value(data, "workflow") + " has new dead letters";
      case NOTIFICATION -> value(data, "severity") + ": " + value(data, "title");
      case TEST -> "test of the webhook " + value(data, "webhook");
    };
  }

  private static String sentence(EventType kind) {
    return switch (kind) {
      case ACTION_WAITS -> "A council has to decide on an action.";
      case ACTION_DECIDED -> "A council decided on an action, or its time ran out.";
      case ACTION_ENDED -> "The execution of an action ended.";
      case WORKFLOW_BLACKLISTED -> "A workflow was put on the blacklist and does not run any more.";
      case WORKFLOW_ON_PROBATION -> "A workflow of the blacklist is tried again.";
      case WORKFLOW_RELEASED -> "A workflow was taken off the blacklist and runs again.";
      case DEAD_LETTERS_GREW -> "Executions failed with their retries used up.";
      case NOTIFICATION -> "A notification for administrators.";
      case TEST -> "Somebody asked for this test. Mail of this webhook arrives.";
    };
  }

  /** Words for fields whose name is no plain word; others are their own label. */
  private static final Map<String, String> LABELS =
      Map.of(
          "workflow_type_id", "Action type",
          "created_by", "Asked for by",
          "created_by_agent", "Through the agent",
          "voters", "Who may vote",
          "quorum", "Votes needed",
          "by", "Done by",
          "link", "Where on the page");

  private static String label(String field) {
    String words = clean(field, MAX_VALUE).replace('_', ' ');
    return LABELS.getOrDefault(
        field,
        words.isEmpty()
            ? words
            : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
  }

  private static String value(JsonNode data, String field) {
    return value(data.path(field));
  }

  private static String value(JsonNode node) {
    if (!node.isArray()) {
      return clean(node.isContainerNode() ? node.toString() : node.asText(), MAX_VALUE);
    }
    return clean(
        String.join(", ", node.valueStream().limit(MAX_VALUE).map(JsonNode::asText).toList()),
        MAX_VALUE);
  }

  private static String clean(String text, int max) {
    String plain = UNSAFE.matcher(text).replaceAll(" ").strip();
    if (plain.length() <= max) {
      return plain;
    }
    int end = Character.isHighSurrogate(plain.charAt(max - 2)) ? max - 2 : max - 1;
    return plain.substring(0, end) + "…";
  }
}
