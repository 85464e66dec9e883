package io.sluice.admin.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rules of the addresses that webhooks may have. Checked when a webhook is made and again at each
 * attempt, because the configuration may have changed. Pure.
 *
 * @param hosts names that are allowed; {@code *.example.com} stands for all names below it, and
 *     {@code *} for all
 * @param privateHosts names that are allowed and may have private addresses
 * @param allowHttp true if an address may do without TLS
 */
record TargetRules(List<String> hosts, Set<String> privateHosts, boolean allowHttp) {

  private static final int MAX_PORT = 65_535;
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;
  private static final String ANY = "*";

  TargetRules {
    hosts = hosts.stream().map(TargetRules::name).toList();
    privateHosts = Set.copyOf(privateHosts.stream().map(TargetRules::name).distinct().toList());
  }

  /** An address that is allowed. */
  record Target(boolean tls, String host, int port, String path, boolean mayBePrivate) {}

  /** The result of a check. */
  sealed interface Check {

    record Allowed(Target target) implements Check {}

    /**
     * An address that is not allowed.
     *
     * @param rule continues "the address …"
     */
    record Refused(String rule) implements Check {}
  }

  Check check(String url) {
    URI uri;
    try {
      uri = new URI(new URI(url).toASCIIString());
    } catch (URISyntaxException e) {
      return new Check.Refused("is an address like https://example.com/hooks");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean tls = scheme.equals("https");
    if (!tls && !(allowHttp && scheme.equals("http"))) {
      return new Check.Refused(
          allowHttp ? "begins with https:// or http://" : "begins with https://");
    }
    if (uri.getRawUserInfo() != null) {
      return new Check.Refused("has no user name or password: the signature proves the sender");
    }
    if (uri.getRawFragment() != null) {
      return new Check.Refused("has no # part, which is never sent");
    }
    String named = uri.getHost();
    if (named == null || named.startsWith("[") || uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
      return new Check.Refused("has a host name of ASCII letters, and a port up to 65535 if any");
    }
    String host = name(named);
    boolean mayBePrivate = privateHosts.contains(host);
    if (!mayBePrivate && hosts.stream().noneMatch(allowed -> covers(allowed, host))) {
      return new Check.Refused("needs a host of SLUICE_WEBHOOK_HOSTS, which does not have " + host);
    }
    int standard = tls ? HTTPS_PORT : HTTP_PORT;
    return new Check.Allowed(
        new Target(
            tls, host, uri.getPort() < 0 ? standard : uri.getPort(), path(uri), mayBePrivate));
  }

  /** Returns true if an entry of a list of names stands for a name. */
  static boolean covers(String allowed, String host) {
    return allowed.equals(ANY)
        || allowed.equals(host)
        || (allowed.startsWith("*.") && host.endsWith(allowed.substring(1)));
  }

  private static String path(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /** Returns a host name in one form: without a last dot, in lower case. */
  static String name(String host) {
    String bare = host.strip().toLowerCase(Locale.ROOT);
    return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
  }
}
