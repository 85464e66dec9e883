package io.sluice.peers;

import io.sluice.local.data.RedisServer.Persistence;

/**
 * A system that is measured.
 *
 * @param name with its version and settings
 * @param program class in Java, file in Node.js
 */
record Peer(String name, Language language, String program, Store store) {

  /** Language of a peer, which decides how it is started. */
  enum Language {
    JAVA,
    NODE
  }

  /** Server in which a peer keeps its jobs. */
  sealed interface Store {

    /** PostgreSQL with {@code fsync}. */
    record Postgres() implements Store {}

    /** Redis that writes to its disk as it is said. */
    record Redis(Persistence persistence) implements Store {}
  }

  static Peer java(String name, Class<? extends PeerProgram> program) {
    return new Peer(name, Language.JAVA, program.getName(), new Store.Postgres());
  }

  static Peer node(String name, String program, Store store) {
    return new Peer(name, Language.NODE, program, store);
  }
}
