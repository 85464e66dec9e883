package io.sluice.orchestrator.registration;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Identity of this worker during its life: host name plus a random nonce, so that an id is never
 * reused (oban-bg/oban#862).
 */
public record WorkerIdentity(String workerId, String hostname, String version, Instant startedAt) {

  public static WorkerIdentity create(String version, Instant startedAt) {
    var nonce = new byte[4];
    new SecureRandom().nextBytes(nonce);
    String hostname = localHostName();
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
