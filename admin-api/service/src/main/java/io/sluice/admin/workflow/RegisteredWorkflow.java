package io.sluice.admin.workflow;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Row of a registered workflow. */
@Entity(name = "Workflow")
@NamedQuery(name = "Workflow.byNames", query = "from Workflow where name in ?1 order by name")
@SuppressWarnings("NullAway.Init")
class RegisteredWorkflow {

  @Id UUID id;

  @Column(nullable = false)
  String name;

  @Column(nullable = false)
  String description;

  @Column(nullable = false)
  int version;

  @Column(name = "bundle_sha256", nullable = false)
  String bundleSha256;

  @Column(name = "entry_point", nullable = false)
  String entryPoint;

  @Column(name = "timeout_seconds")
  @Nullable Integer timeoutSeconds;

  @Column(name = "execution_model")
  @Nullable String executionModel;

  @Column(name = "max_retries", nullable = false)
  int maxRetries;

  /** False if the workflow declares no number of retries: the installation's default applies. */
  @Column(name = "retries_declared", nullable = false)
  boolean retriesDeclared;

  @Column(nullable = false)
  boolean idempotent;

  @Column(nullable = false)
  boolean exclusive;

  @Column(name = "at_most_once", nullable = false)
  boolean atMostOnce;

  @Column(nullable = false)
  boolean enabled;

  @Column(name = "updated_at", nullable = false)
  Instant updatedAt;
}
