package io.sluice.admin.webhook;

import io.sluice.admin.webhook.TargetRules.Target;

/** The destination of a webhook, or the reason why it has none. */
sealed interface Receiver {

  /** A server that gets a POST for each event. */
  record Server(Target target) implements Receiver {}

  /**
   * A mailbox that gets a message for each event.
   *
   * @param address as it goes into the envelope: ASCII, without a name or brackets
   */
  record Mailbox(String address) implements Receiver {}

  /**
   * An address that is not allowed.
   *
   * @param rule continues "the address …"
   */
  record Refused(String rule) implements Receiver {}
}
