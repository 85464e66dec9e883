package io.sluice.admin.execution.query;

import io.sluice.api.ExecutionStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * An execution, whether it has ended or not: the columns that are read one row at a time. It is
 * written by the stores of {@code io.sluice.admin.execution}.
 */
@Entity
@Table(name = "execution_all")
@Immutable
@NamedQuery(
    name = "Execution.creator",
    query =
        "select createdBy from Execution where id = :id"
            + " and (:every = true or organization in :names)")
@NamedQuery(name = "Execution.workflowName", query = "select name from Workflow where id = :id")
@SuppressWarnings("NullAway.Init")
class Execution {

  @Id UUID id;

  @Column(name = "workflow_id", nullable = false)
  UUID workflowId;

  @Nullable String organization;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "text", nullable = false)
  ExecutionStatus status;

  @Column(columnDefinition = "int2", nullable = false)
  short priority;

  @Column(nullable = false)
  long epoch;

  @Column(name = "last_claim", nullable = false)
  long lastClaim;

  @Column(name = "published_epoch", nullable = false)
  long publishedEpoch;

  @Column(nullable = false)
  int losses;

  @Column(nullable = false)
  int retries;

  @Column(name = "attempt_number", nullable = false)
  int attemptNumber;

  @Column(name = "max_retries", nullable = false)
  int maxRetries;

  @Column(name = "timeout_ms")
  @Nullable Long timeoutMs;

  @Column(name = "requested_model")
  @Nullable String requestedModel;

  @Column(name = "execution_model")
  @Nullable String executionModel;

  @Column(name = "worker_id")
  @Nullable String workerId;

  @Nullable Long pid;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column(columnDefinition = "json")
  @Nullable String input;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column(columnDefinition = "jsonb")
  @Nullable String labels;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column(columnDefinition = "json")
  @Nullable String result;

  @Column(name = "error_type")
  @Nullable String errorType;

  @Column(name = "error_message")
  @Nullable String errorMessage;

  @Column(name = "error_stack")
  @Nullable String errorStack;

  @Column(name = "data_flag")
  @Nullable String dataFlag;

  @Nullable String rung;

  @Column(name = "run_ms")
  @Nullable Long runMs;

  @Column(name = "cpu_ms")
  @Nullable Long cpuMs;

  @Column(name = "allocated_bytes")
  @Nullable Long allocatedBytes;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;

  @Column(name = "created_by", nullable = false)
  String createdBy;

  @Column(name = "queued_at", nullable = false)
  Instant queuedAt;

  @Column(name = "run_at")
  @Nullable Instant runAt;

  @Column(name = "unique_key")
  @Nullable String uniqueKey;

  @Column(name = "lock_key")
  @Nullable String lockKey;

  @Column(name = "alive_worker")
  @Nullable String aliveWorker;

  @Column(name = "dead_lettered_at")
  @Nullable Instant deadLetteredAt;

  @Column(name = "started_at")
  @Nullable Instant startedAt;

  @Column(name = "finished_at")
  @Nullable Instant finishedAt;

  @Column(name = "recorded_at")
  @Nullable Instant recordedAt;

  @Column(name = "cancel_requested_at")
  @Nullable Instant cancelRequestedAt;

  @Column(name = "cancel_reason")
  @Nullable String cancelReason;

  @Nullable String traceparent;
}
