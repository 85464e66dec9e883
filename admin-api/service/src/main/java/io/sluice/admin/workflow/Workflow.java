package io.sluice.admin.workflow;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A registered workflow: the row. */
@Entity
@NamedQuery(name = "Workflow.byNames", query = "from Workflow where name in ?1 order by name")
@SuppressWarnings("NullAway.Init")
class Workflow {

  @Id UUID id;
  String name;
  String description;
  int version;

  @Column(name = "bundle_sha256")
  String bundleSha256;

  @Column(name = "entry_point")
  String entryPoint;

  @Column(name = "timeout_seconds")
  @Nullable Integer timeoutSeconds;

  @Column(name = "execution_model")
  @Nullable String executionModel;

  @Column(name = "max_retries")
  int maxRetries;

  boolean idempotent;
  boolean exclusive;

  @Column(name = "at_most_once")
  boolean atMostOnce;

  boolean enabled;

  @Column(name = "updated_at")
  Instant updatedAt;
}
