package io.sluice.admin.webhook;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A kind of events. Its word is the {@code type} of the body (docs/webhooks.md). */
public enum EventType {
  /** An action waits for the votes of a council. */
  ACTION_WAITS("action.waits", true),
  /** A council decided on an action, or its time ran out. */
  ACTION_DECIDED("action.decided", true),
  /** The execution of an action ended. */
  ACTION_ENDED("action.ended", true),
  /** The circuit breaker or a person put a workflow on the blacklist. */
  WORKFLOW_BLACKLISTED("workflow.blacklisted", false),
  /** A workflow of the blacklist is tried, one execution at a time. */
  WORKFLOW_ON_PROBATION("workflow.on_probation", false),
  /** A workflow was taken off the blacklist. */
  WORKFLOW_RELEASED("workflow.released", false),
  /** The list of dead letters of a workflow grew. Told once a minute for each workflow. */
  DEAD_LETTERS_GREW("dead_letters.grew", false),
  /** A notification for administrators. */
  NOTIFICATION("notification", false),
  /** The test of a webhook. No webhook has to ask for it. */
  TEST("webhook.test", true);

  private final String word;
  private final boolean ofOrganization;

  EventType(String word, boolean ofOrganization) {
    this.word = word;
    this.ofOrganization = ofOrganization;
  }

  public String word() {
    return word;
  }

  /** Returns true if its events belong to organizations, so that their webhooks may have them. */
  boolean ofOrganization() {
    return ofOrganization;
  }

  /** Returns a kind that a webhook may ask for. */
  static Optional<EventType> of(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind != TEST && kind.word.equals(word))
        .findFirst();
  }

  /** Returns the kind of a body that was stored. */
  static Optional<EventType> ofBody(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  static String words() {
    return Arrays.stream(values())
        .filter(kind -> kind != TEST)
        .map(EventType::word)
        .collect(Collectors.joining(", "));
  }
}
