package io.sluice.admin.webhook;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules of the mailboxes that webhooks may have: one address of plain ASCII (RFC 5321, without
 * quotes, slashes, comments and address literals), so that nothing in it can end a line or name a
 * second recipient. Pure.
 *
 * @param relay true if a mail relay is configured
 * @param domains domains that are allowed; {@code *.example.com} stands for all below it, and
 *     {@code *} for all
 */
record MailboxRules(boolean relay, List<String> domains) {

  private static final int MAX_ADDRESS = 254;
  private static final String ATOM = "[A-Za-z0-9!#$&'*+=^_`{|}~-]+";
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<local>"
              + ATOM
              + "(?:\\."
              + ATOM
              + ")*)@(?<domain>"
              + LABEL
              + "(?:\\."
              + LABEL
              + ")*)");

  MailboxRules {
    domains = domains.stream().map(TargetRules::name).toList();
  }

  /** Returns the receiver of an address that begins with {@code mailto:}. */
  Receiver receiver(String url) {
    if (!relay) {
      return new Receiver.Refused("begins with mailto: only if SLUICE_MAIL_HOST names a relay");
    }
    String address = url.substring(Transport.MAILTO.length());
    Optional<String> domain = domain(address);
    if (domain.isEmpty()) {
      return new Receiver.Refused(
          "has one mailbox of ASCII letters behind mailto: and nothing else, like"
              + " mailto:ops@example.com");
    }
    return domains.stream().anyMatch(allowed -> TargetRules.covers(allowed, domain.get()))
        ? new Receiver.Mailbox(address)
        : new Receiver.Refused(
            "needs a domain of SLUICE_MAIL_DOMAINS, which does not have " + domain.get());
  }

  /** Returns the domain of an address in lower case; empty if it is no address. */
  static Optional<String> domain(String address) {
    if (address.length() > MAX_ADDRESS) {
      return Optional.empty();
    }
    Matcher parts = ADDRESS.matcher(address);
    return parts.matches() && parts.group("local").length() <= 64
        ? Optional.of(TargetRules.name(parts.group("domain")))
        : Optional.empty();
  }
}
