package io.sluice.orchestrator.registration;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Identity of this worker during its life: name of the host or pod plus a random nonce, so that an
 * id is never reused (oban-bg/oban#862).
 */
public record WorkerIdentity(String workerId, String hostname, String version, Instant startedAt) {

  /**
   * Creates the identity of a worker that starts.
   *
   * @param name under which it is known; empty for the name of this host
   */
  public static WorkerIdentity create(Optional<String> name, String version, Instant startedAt) {
    var nonce = new byte[4];
    new SecureRandom().nextBytes(nonce);
    String hostname = name.orElseGet(WorkerIdentity::localHostName);
    String safe = hostname.replaceAll("[^A-Za-z0-9._-]", "-");
    return new WorkerIdentity(
        safe + "-" + HexFormat.of().formatHex(nonce), hostname, version, startedAt);
  }

  private static String localHostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "worker";
    }
  }
}
