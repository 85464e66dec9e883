package io.sluice.local.child;

import java.util.List;
import java.util.Map;

/**
 * A child to start. Neither command nor environment may hold a secret: both can be read by others
 * on the machine.
 *
 * @param name also names its log
 * @param environment added to the environment of this process
 */
public record ChildSpec(
    ChildRole role, String name, List<String> command, Map<String, String> environment) {
  public ChildSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
