package io.sluice.admin.identity;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Role of a person or program; each includes those before it (docs/security.md). */
public enum Role {
  VIEWER(Role.VIEWER_NAME),

  /** A program that asks for actions in its own name (docs/agents.md). */
  AGENT(Role.AGENT_NAME),

  OPERATOR(Role.OPERATOR_NAME),
  DEPLOYER(Role.DEPLOYER_NAME),
  PLATFORM_ADMIN(Role.PLATFORM_ADMIN_NAME);

  /** Name of the role in annotations and tokens. */
  public static final String VIEWER_NAME = "viewer";

  public static final String AGENT_NAME = "agent";
  public static final String OPERATOR_NAME = "operator";
  public static final String DEPLOYER_NAME = "deployer";
  public static final String PLATFORM_ADMIN_NAME = "platform-admin";

  private final String word;

  Role(String word) {
    this.word = word;
  }

  /** Returns the role with this name. */
  public static Role of(String word) {
    return Arrays.stream(values())
        .filter(role -> role.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Not a role: " + word));
  }

  /** Returns the name. */
  public String word() {
    return word;
  }

  /** Returns the names of this role and of the roles that it includes. */
  Set<String> expanded() {
    return Arrays.stream(values())
        .filter(role -> role.compareTo(this) <= 0)
        .map(Role::word)
        .collect(Collectors.toUnmodifiableSet());
  }
}
