package io.sluice.admin.worker;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.QueryParams;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.ExecutionOrganizations;
import io.sluice.admin.identity.Role;
import io.sluice.admin.identity.VisibilityFilter;
import io.sluice.api.QueueView;
import io.sluice.api.WorkerView;
import io.sluice.api.WorkersView;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Lists registered workers and the queue. */
@Path("/api/platform")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class PlatformResource {

  private static final int MAX_OFFSET = 100_000;

  private final WorkerDirectory workers;
  private final QueueStore queue;
  private final ExecutionOrganizations organizations;
  private final Caller caller;

  PlatformResource(
      WorkerDirectory workers,
      QueueStore queue,
      ExecutionOrganizations organizations,
      Caller caller) {
    this.workers = workers;
    this.queue = queue;
    this.organizations = organizations;
    this.caller = caller;
  }

  /** Lists registered workers. */
  @Operation(summary = "Lists registered workers")
  @GET
  @Path("workers")
  @RolesAllowed(Role.VIEWER_NAME)
  public WorkersView workers() {
    return new WorkersView(workers.all().stream().map(WorkerMapping::summary).toList());
  }

  /** Shows the latest heartbeat of one worker. */
  @Operation(summary = "Shows the latest heartbeat of one worker")
  @GET
  @Path("workers/{worker_id}")
  @RolesAllowed(Role.VIEWER_NAME)
  public WorkerView worker(@PathParam("worker_id") String workerId) {
    var beat =
        workers
            .find(workerId)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.NO_SUCH_WORKER.problem(
                            "No worker of this id is registered. GET /api/platform/workers lists"
                                + " them.")));
    WorkerView view = WorkerMapping.view(beat, queue.head(true));
    return organizations
        .filter(caller.organizations(), VisibilityFilter.executions(List.of(view)))
        .worker(view);
  }

  /** Lists waiting executions in the order in which they are offered to workers. */
  @Operation(summary = "Lists waiting executions in the order in which they are offered to workers")
  @GET
  @Path("queue")
  @RolesAllowed(Role.VIEWER_NAME)
  public QueueView queue(
      @QueryParam("limit") @DefaultValue("50") int limit,
      @QueryParam("offset") @DefaultValue("0") int offset) {
    if (offset < 0 || offset > MAX_OFFSET) {
      throw new ProblemException(ProblemType.INVALID.field("offset", "is from 0 to " + MAX_OFFSET));
    }
    var depth = queue.depth();
    var items = queue.items(QueryParams.pageSize(limit), offset, anyWorker());
    VisibilityFilter filter = organizations.filter(caller.organizations(), List.of());
    return new QueueView(
        depth.total(), depth.oldestSeconds(), items.stream().map(filter::item).toList());
  }

  /**
   * Returns true if a worker is registered; false if Redis gives no answer, because the queue is
   * listed anyway.
   */
  private boolean anyWorker() {
    try {
      return workers.any();
    } catch (RedisRefused | RedisUnavailable e) {
      return false;
    }
  }
}
