package io.sluice.admin.webhook;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;

/**
 * Rules of the addresses that a receiver may have: those that the whole internet reaches. Ranges
 * for special purposes are those of the IANA registries (RFC 6890). Own comparison of six lines,
 * because that of Netty takes every IPv6 address whose first bits are ones for one of any range.
 * Pure.
 */
final class AddressRules {

  private static final List<Range> SPECIAL =
      List.of(
          Range.of("0.0.0.0", 8),
          Range.of("10.0.0.0", 8),
          Range.of("100.64.0.0", 10),
          Range.of("127.0.0.0", 8),
          Range.of("169.254.0.0", 16),
          Range.of("172.16.0.0", 12),
          Range.of("192.0.0.0", 24),
          Range.of("192.0.2.0", 24),
          Range.of("192.88.99.0", 24),
          Range.of("192.168.0.0", 16),
          Range.of("198.18.0.0", 15),
          Range.of("198.51.100.0", 24),
          Range.of("203.0.113.0", 24),
          Range.of("224.0.0.0", 4),
          Range.of("240.0.0.0", 4),
          Range.of("2001::", 23),
          Range.of("2001:db8::", 32),
          Range.of("2002::", 16),
          Range.of("3fff::", 20));

  /** All that is public of IPv6; loopback, unique-local, link-local and multicast are outside. */
  private static final List<Range> GLOBAL = List.of(Range.of("0.0.0.0", 0), Range.of("2000::", 3));

  private AddressRules() {}

  /** Addresses that begin with the same bits. */
  private record Range(BigInteger prefix, int bits, int length) {

    static Range of(String address, int bits) {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      int length = bytes.length * Byte.SIZE;
      return new Range(new BigInteger(1, bytes).shiftRight(length - bits), bits, length);
    }

    boolean has(byte[] address) {
      return address.length * Byte.SIZE == length
          && new BigInteger(1, address).shiftRight(length - bits).equals(prefix);
    }
  }

  /** Returns true if the address is public. An IPv4 address in an IPv6 one counts as itself. */
  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    return GLOBAL.stream().anyMatch(range -> range.has(bytes))
        && SPECIAL.stream().noneMatch(range -> range.has(bytes));
  }
}
