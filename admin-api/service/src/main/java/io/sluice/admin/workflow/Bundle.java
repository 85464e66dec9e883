package io.sluice.admin.workflow;

import java.util.List;

/** A valid jar with its workflows, identified by the SHA-256 of its bytes. */
final class Bundle {

  private final String sha256;
  private final byte[] bytes;
  private final List<DeclaredWorkflow> workflows;

  Bundle(String sha256, byte[] bytes, List<DeclaredWorkflow> workflows) {
    this.sha256 = sha256;
    this.bytes = bytes;
    this.workflows = List.copyOf(workflows);
  }

  String sha256() {
    return sha256;
  }

  byte[] bytes() {
    return bytes;
  }

  List<DeclaredWorkflow> workflows() {
    return workflows;
  }
}
