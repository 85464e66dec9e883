package io.sluice.admin.webhook;

import io.sluice.admin.webhook.TargetRules.Check;
import io.sluice.admin.webhook.TargetRules.Target;

/**
 * Rules of the receivers that webhooks may have. Checked when a webhook is made and again at each
 * attempt, because the configuration may have changed. Pure.
 */
record ReceiverRules(TargetRules targets, MailboxRules mailboxes) {

  static ReceiverRules of(WebhookConfig webhooks, MailConfig mail) {
    return new ReceiverRules(webhooks.targets(), mail.mailboxes());
  }

  Receiver receiver(String url) {
    return switch (Transport.of(url)) {
      case HTTP -> server(url);
      case MAIL -> mailboxes.receiver(url);
    };
  }

  private Receiver server(String url) {
    return switch (targets.check(url)) {
      case Check.Allowed(Target target) -> new Receiver.Server(target);
      case Check.Refused(String rule) -> new Receiver.Refused(rule);
    };
  }
}
