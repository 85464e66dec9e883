package io.sluice.peers;

import io.sluice.local.data.RedisServer.Persistence;

/**
 * A system that is measured.
 *
 * @param name with its version and settings
 * @param kind the program that it is, and where it keeps jobs
 */
record Peer(String name, Kind kind, String program, Persistence redis) {

  /** Language of a peer, which decides how it is started. */
  enum Kind {
    JAVA,
    NODE
  }

  static Peer java(String name, Class<? extends PeerProgram> program) {
    return new Peer(name, Kind.JAVA, program.getName(), Persistence.NONE);
  }

  static Peer node(String name, String program, Persistence redis) {
    return new Peer(name, Kind.NODE, program, redis);
  }
}
