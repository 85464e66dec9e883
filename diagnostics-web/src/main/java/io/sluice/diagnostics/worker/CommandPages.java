package io.sluice.diagnostics.worker;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.CommandApi.CommandReceipt;
import io.sluice.api.CommandApi.KillRequest;
import io.sluice.api.CommandApi.RecycleRequest;
import io.sluice.api.WorkerView;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.live.NamedExecutions;
import io.sluice.diagnostics.live.PersonalSnapshot;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jspecify.annotations.Nullable;

/**
 * The commands recycle and kill for a process: a confirmation with current facts, then the command
 * with the person's own token. Each is a page of its own, so that it works without scripts.
 */
@Path("/workers/{worker}/processes/{pid: \\d{1,12}}")
@ApplicationScoped
@Produces(MediaType.TEXT_HTML + ";charset=utf-8")
@RunOnVirtualThread
class CommandPages {

  private final AdminApiClient adminApi;
  private final PersonalSnapshot own;
  private final InstantSource clock;

  CommandPages(@RestClient AdminApiClient adminApi, PersonalSnapshot own, InstantSource clock) {
    this.adminApi = adminApi;
    this.own = own;
    this.clock = clock;
  }

  @CheckedTemplate(basePath = "worker")
  static class Templates {
    static native TemplateInstance recycle(ConfirmationView view);

    static native TemplateInstance kill(ConfirmationView view);

    private Templates() {}
  }

  private record Target(WorkerView worker, WorkerView.ProcessState process) {}

  @GET
  @Path("recycle")
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  public TemplateInstance recycle(@PathParam("worker") String worker, @PathParam("pid") long pid) {
    return recycle(find(worker, pid), "", "");
  }

  @POST
  @Path("recycle")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response sendRecycle(
      @PathParam("worker") String worker,
      @PathParam("pid") long pid,
      @FormParam("reason") @DefaultValue("") String reason) {
    try {
      var why = reason.isBlank() ? null : reason.strip();
      return given(worker, adminApi.recycle(worker, pid, new RecycleRequest(why)));
    } catch (ApiProblem refused) {
      return again(refused, recycle(find(worker, pid), refused.sentence(), reason));
    }
  }

  @GET
  @Path("kill")
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  public TemplateInstance kill(@PathParam("worker") String worker, @PathParam("pid") long pid) {
    return kill(find(worker, pid), "", "");
  }

  @POST
  @Path("kill")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response sendKill(
      @PathParam("worker") String worker,
      @PathParam("pid") long pid,
      @FormParam("typed_pid") @DefaultValue("") String typed,
      @FormParam("expected_healthy") @DefaultValue("-1") int expected,
      @FormParam("reason") @DefaultValue("") String reason) {
    if (!typed.strip().equals(Long.toString(pid))) {
      var words = "The pid that you typed is not " + pid + ". Nothing was done.";
      return Response.status(422).entity(kill(find(worker, pid), words, reason)).build();
    }
    try {
      return given(worker, adminApi.kill(worker, pid, new KillRequest(reason.strip(), expected)));
    } catch (ApiProblem refused) {
      return again(refused, kill(find(worker, pid), refused.sentence(), reason));
    }
  }

  private TemplateInstance recycle(Target target, String refused, String reason) {
    var form = new ConfirmationView.Form(refused, reason);
    return Templates.recycle(
        ConfirmationView.recycle(target.worker(), target.process(), form, clock.instant()));
  }

  private TemplateInstance kill(Target target, String refused, String reason) {
    var form = new ConfirmationView.Form(refused, reason);
    return Templates.kill(
        ConfirmationView.kill(target.worker(), target.process(), form, clock.instant()));
  }

  /** The process now, as the person may see it. */
  private Target find(String worker, long pid) {
    var view = adminApi.worker(worker);
    return view.processes().stream()
        .filter(process -> process.pid() == pid)
        .findFirst()
        .map(process -> new Target(view, ProcessCount.of(view, process, own.snapshot())))
        .orElseThrow(NotFoundException::new);
  }

  private static Response given(String worker, CommandReceipt receipt) {
    // The id was good enough for admin-api, so it is one of a worker.
    return Response.seeOther(URI.create("/workers/" + worker + "?command=" + receipt.commandId()))
        .build();
  }

  private static Response again(ApiProblem refused, TemplateInstance page) {
    return Response.status(refused.status()).entity(page).build();
  }

  /**
   * The executions of a process before a command. The live stream is newer than the worker's latest
   * heartbeat, but names executions only for people who may see all organizations; for others the
   * heartbeat counts.
   */
  static final class ProcessCount {

    private ProcessCount() {}

    static WorkerView.ProcessState of(
        WorkerView worker, WorkerView.ProcessState process, FleetSnapshot snapshot) {
      var live = inPicture(worker, process, snapshot);
      if (live == null || !live.executions().stream().allMatch(NamedExecutions::is)) {
        return process;
      }
      var named = new HashMap<@Nullable UUID, WorkerView.Running>();
      process.executions().forEach(row -> named.put(row.executionId(), row));
      return process.withExecutions(
          live.executions().stream()
              .map(row -> named.getOrDefault(row.executionId(), row.unnamed()))
              .toList());
    }

    /**
     * The process in the snapshot; null if admin-api has newer data of the worker than this
     * instance.
     */
    private static WorkerView.@Nullable ProcessState inPicture(
        WorkerView worker, WorkerView.ProcessState process, FleetSnapshot snapshot) {
      var seen = snapshot.workers().get(worker.workerId());
      if (seen == null || seen.view().timestamp().isBefore(worker.timestamp())) {
        return null;
      }
      return seen.view().processes().stream()
          .filter(each -> each.generation() == process.generation())
          .findFirst()
          .orElse(null);
    }
  }
}
