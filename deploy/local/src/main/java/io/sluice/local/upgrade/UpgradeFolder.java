package io.sluice.local.upgrade;

import io.sluice.local.state.PrivateFile;
import io.sluice.local.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The files that a cluster would mount: secrets, the session key, the order to drain. */
record UpgradeFolder(StateFolder state) {

  /** With a new session key, and with a token of the live stream that is still empty. */
  static UpgradeFolder in(StateFolder state) throws IOException {
    var folder = new UpgradeFolder(state);
    var key = new byte[32];
    new SecureRandom().nextBytes(key);
    PrivateFile.write(folder.sessionKey(), HexFormat.of().formatHex(key));
    PrivateFile.write(folder.streamToken(), "");
    return folder;
  }

  /**
   * A folder of files that are named as settings; PostgreSQL and Redis here ask for no password.
   */
  Path secrets(String part) throws IOException {
    return Files.createDirectories(state.secrets().resolve(part));
  }

  Path administrator() {
    return state.secrets().resolve("administrator.properties");
  }

  Path sessionKey() {
    return state.secrets().resolve("session-key");
  }

  Path streamToken() {
    return state.secrets().resolve("stream-token");
  }

  Path bundles() {
    return state.bundles();
  }

  /** The file in which the kubelet shows the annotation of a pod. */
  Path drainFile(int release) {
    return state.root().resolve("drain-" + release);
  }
}
