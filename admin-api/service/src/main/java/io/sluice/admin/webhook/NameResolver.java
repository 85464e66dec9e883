package io.sluice.admin.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host name. Called once for each attempt, on its thread; may block. */
@FunctionalInterface
interface NameResolver {

  List<InetAddress> addresses(String host) throws UnknownHostException;

  /** The resolver of the machine. */
  static NameResolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
