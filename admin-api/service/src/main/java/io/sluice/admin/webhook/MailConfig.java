package io.sluice.admin.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Configuration of the relay that takes over mail (docs/webhooks.md). */
@ConfigMapping(prefix = "sluice.mail")
interface MailConfig {

  Duration MAX_TIMEOUT = Duration.ofMinutes(10);

  /** Host name of the relay; without it no webhook can be a mailbox. */
  Optional<String> host();

  /** Port of the relay; absent means the one of its TLS mode. */
  OptionalInt port();

  /** The begin of secrecy on the connection. */
  @WithDefault("starttls")
  Tls tls();

  /** True if {@link #tls} may be {@code none}. */
  @WithDefault("false")
  boolean allowPlain();

  /** User name at the relay; absent if it needs none. */
  Optional<String> username();

  /** File with the password of the user, read at each attempt. */
  Optional<Path> passwordFile();

  /** Address of the sender. */
  Optional<String> from();

  /** Domains that mailboxes may have; {@code *.example.com} and {@code *} are allowed. */
  Optional<List<String>> domains();

  /** PEM file of the authorities that the relay's certificate needs; absent means Java's. */
  Optional<Path> caFile();

  /** Time for an attempt, from the connection to the answer to the message. */
  @WithDefault("30s")
  Duration timeout();

  /** The begin of secrecy on a connection, with the usual port. */
  enum Tls {
    /** After the command STARTTLS; a relay without it is refused. */
    STARTTLS(587),
    /** From its first byte. */
    TLS(465),
    /** Never. */
    NONE(25);

    final int port;

    Tls(int port) {
      this.port = port;
    }
  }

  default MailboxRules mailboxes() {
    return new MailboxRules(host().isPresent(), domains().orElse(List.of()));
  }

  /** Returns what is wrong with the settings as sentences; empty if nothing is. */
  default Optional<String> mistake() {
    if (host().isEmpty()) {
      return Optional.empty();
    }
    if (from().flatMap(MailboxRules::domain).isEmpty()) {
      return Optional.of(
          "SLUICE_MAIL_HOST is set, and SLUICE_MAIL_FROM is not an address like"
              + " sluice@example.com, from which mail is sent.");
    }
    if (username().isPresent() != passwordFile().isPresent()) {
      return Optional.of(
          "SLUICE_MAIL_USERNAME and SLUICE_MAIL_PASSWORD_FILE are set together or not at all.");
    }
    if (tls() == Tls.NONE && !allowPlain()) {
      return Optional.of(
          "SLUICE_MAIL_TLS is none: then everybody on the way can read the mail. It needs"
              + " SLUICE_MAIL_ALLOW_PLAIN=true.");
    }
    if (tls() == Tls.NONE && username().isPresent()) {
      return Optional.of(
          "SLUICE_MAIL_TLS is none, and a password is never sent without TLS: remove"
              + " SLUICE_MAIL_USERNAME and SLUICE_MAIL_PASSWORD_FILE, or use starttls or tls.");
    }
    if (port().orElse(tls().port) < 1 || port().orElse(tls().port) > 65_535) {
      return Optional.of("SLUICE_MAIL_PORT is a port from 1 to 65535.");
    }
    if (timeout().toMillis() < 1 || timeout().compareTo(MAX_TIMEOUT) > 0) {
      return Optional.of("SLUICE_MAIL_TIMEOUT is more than 0 and at most 10m.");
    }
    return Optional.empty();
  }
}
