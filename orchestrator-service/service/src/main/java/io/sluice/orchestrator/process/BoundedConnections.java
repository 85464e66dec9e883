package io.sluice.orchestrator.process;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioChannelOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Event loop of all links, which accepts a bounded number of connections of each user: a process
 * that opens sockets without end would otherwise use up the file descriptors of its worker, so that
 * no process could start. Called by the accepting thread.
 */
final class BoundedConnections extends NioEventLoopGroup {
  private final AdmissionLimits limits;
  private final LinkMeters meters;
  private final String ownUser = System.getProperty("user.name");
  private final Map<String, Integer> open = new ConcurrentHashMap<>();

  BoundedConnections(AdmissionLimits limits, LinkMeters meters) {
    super(1);
    this.limits = limits;
    this.meters = meters;
  }

  /**
   * Registers an accepted connection; one above the limit is closed before a byte of it is read.
   */
  @Override
  public ChannelFuture register(Channel accepted) {
    String user = user(accepted);
    int now = open.merge(user, 1, Integer::sum);
    var _ = accepted.closeFuture().addListener(_ -> open.merge(user, -1, BoundedConnections::sum));
    int most = user.equals(ownUser) ? limits.inAll() : limits.perUser();
    if (now > most || open.values().stream().mapToInt(each -> each).sum() > limits.inAll()) {
      meters.refused(LinkMeters.Refusal.TOO_MANY, "user " + user + " has " + now);
      return accepted.newFailedFuture(
          new IllegalStateException("Too many connections of user " + user + "."));
    }
    return super.register(accepted);
  }

  @SuppressWarnings("NullAway") // null removes the entry
  private static Integer sum(Integer before, Integer change) {
    int after = before + change;
    return after <= 0 ? null : after;
  }

  /** Returns the user of the peer according to the kernel. */
  private static String user(Channel accepted) {
    UnixDomainPrincipal peer =
        accepted.config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
    return peer == null ? "unknown" : peer.user().getName();
  }

  /**
   * Limits on connections whose sender is not known yet.
   *
   * @param helloWithin longest time from a connection to its Hello
   * @param perUser connections of one user other than the one of the worker; a process needs one
   * @param inAll connections of all users together
   */
  record AdmissionLimits(Duration helloWithin, int perUser, int inAll) {
    static final AdmissionLimits DEFAULT = new AdmissionLimits(Duration.ofSeconds(10), 4, 1024);
  }
}
