package io.sluice.diagnostics.worker;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.diagnostics.live.PersonalSnapshot;
import io.sluice.diagnostics.worker.CommandLookup.CommandNotice;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jspecify.annotations.Nullable;

/** One worker, with the state of a command that was just sent. */
@Path("/workers/{worker}")
@ApplicationScoped
class WorkerPage {

  private static final String ID = "[A-Za-z0-9._-]{1,300}";

  private final PersonalSnapshot own;
  private final CommandLookup commands;

  WorkerPage(PersonalSnapshot own, CommandLookup commands) {
    this.own = own;
    this.commands = commands;
  }

  /**
   * The data of the page.
   *
   * @param live the name of its WebSocket
   * @param order the command that was just sent; empty for most visits
   */
  record View(String id, String live, String section, List<CommandNotice> order) {}

  @CheckedTemplate(basePath = "worker")
  static class Templates {
    static native TemplateInstance worker(View view);

    static native TemplateInstance order(CommandNotice view);

    private Templates() {}
  }

  @GET
  @Produces(MediaType.TEXT_HTML + ";charset=utf-8")
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  @RunOnVirtualThread
  public TemplateInstance worker(
      @PathParam("worker") String worker, @QueryParam("command") @Nullable UUID command) {
    var snapshot = own.snapshot();
    boolean here = snapshot.workers().containsKey(worker);
    // With a live picture an unknown id is a typing error; a worker that left a moment ago is known
    // from the page that named it, and from an order that was given to it.
    if (!worker.matches(ID) || (snapshot.known() && !here && command == null)) {
      throw new NotFoundException();
    }
    return Templates.worker(
        new View(
            worker,
            "worker." + worker,
            own.html(new WorkerSections.One(worker)),
            command == null ? List.of() : List.of(commands.look(worker, command))));
  }

  /** Serves the command's notice, which the script polls until the command has finished. */
  @GET
  @Path("orders/{command}")
  @Produces(MediaType.TEXT_HTML + ";charset=utf-8")
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  @RunOnVirtualThread
  public TemplateInstance order(
      @PathParam("worker") String worker, @PathParam("command") UUID command) {
    return Templates.order(commands.look(worker, command));
  }
}
