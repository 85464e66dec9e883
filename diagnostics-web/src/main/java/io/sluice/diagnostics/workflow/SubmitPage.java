package io.sluice.diagnostics.workflow;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.Problem;
import io.sluice.api.SubmissionApi.SubmitAnswer;
import io.sluice.api.SubmissionApi.SubmitRequest;
import io.sluice.api.WorkflowView;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.Ids;
import io.sluice.diagnostics.page.NotReadable;
import io.sluice.diagnostics.page.TypedTimes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Submits an execution with a form that is made from the schema of the workflow's input. */
@Path(WorkflowsPage.PATH + "/{id}/submit")
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class SubmitPage {

  private static final ErrorView NOT_READABLE =
      new ErrorView(
          422, "A field is not readable", "See the marked fields. Nothing was submitted.");

  private final AdminApiClient api;

  SubmitPage(@RestClient AdminApiClient api) {
    this.api = api;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance submit(View view);

    private Templates() {}
  }

  /**
   * The data of the page.
   *
   * @param key makes a form that is sent twice submit once
   * @param sent the values of the fields beside the input
   */
  record View(
      WorkflowView w,
      InputForm form,
      String key,
      Map<String, String> sent,
      @Nullable ErrorView error) {

    public String path() {
      return WorkflowsPage.PATH + "/" + w.workflowId();
    }

    public String value(String name) {
      return sent.getOrDefault(name, "");
    }

    public boolean optionsTyped() {
      return OPTIONS.stream().anyMatch(each -> !value(each).isEmpty());
    }
  }

  private static final List<String> OPTIONS =
      List.of("priority", "timeout_seconds", "max_retries", "run_at", "organization", "unique_key");

  @GET
  public TemplateInstance ask(@PathParam("id") String id) {
    WorkflowView workflow = workflow(id);
    String key = UUID.randomUUID().toString();
    return Templates.submit(
        new View(workflow, InputForm.of(workflow.inputSchema()), key, Map.of(), null));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response submit(@PathParam("id") String id, MultivaluedMap<String, String> form) {
    WorkflowView workflow = workflow(id);
    var sent = new HashMap<String, String>();
    form.forEach((name, values) -> sent.put(name, values.getLast().strip()));
    InputForm fields = InputForm.of(workflow.inputSchema());
    InputForm.Typed typed = fields.read(sent);
    var errors = new ArrayList<Problem.FieldError>();
    typed.errors().forEach((name, why) -> errors.add(new Problem.FieldError("input." + name, why)));
    if (!errors.isEmpty()) {
      return refused(workflow, fields.refused(sent, errors), sent, NOT_READABLE);
    }
    try {
      SubmitAnswer answer = api.submit(key(sent), request(workflow, typed, sent));
      return Response.seeOther(
              URI.create("/executions/" + answer.executionId() + "?said=submitted"))
          .build();
    } catch (NotReadable | ApiProblem | ProcessingException failure) {
      List<Problem.FieldError> wrong =
          failure instanceof ApiProblem problem ? problem.errors() : List.of();
      return refused(workflow, fields.refused(sent, wrong), sent, errorOf(failure));
    }
  }

  private static ErrorView errorOf(RuntimeException failure) {
    return failure instanceof NotReadable wrong ? wrong.error() : ErrorView.of(failure);
  }

  private static String key(Map<String, String> sent) {
    String key = sent.getOrDefault("key", "");
    return key.isEmpty() ? UUID.randomUUID().toString() : key;
  }

  private static SubmitRequest request(
      WorkflowView workflow, InputForm.Typed typed, Map<String, String> sent) {
    return new SubmitRequest(
        workflow.workflowId().toString(),
        typed.input(),
        number(sent, "timeout_seconds", "The timeout"),
        text(sent, "priority"),
        null,
        time(sent.getOrDefault("run_at", "")),
        text(sent, "organization"),
        null,
        number(sent, "max_retries", "The number of retries"),
        text(sent, "unique_key"));
  }

  private static @Nullable String text(Map<String, String> sent, String name) {
    String text = sent.getOrDefault(name, "");
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Integer number(Map<String, String> sent, String name, String label) {
    String text = sent.getOrDefault(name, "");
    try {
      return text.isEmpty() ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new NotReadable(label + " is a whole number, not \"" + text + "\".");
    }
  }

  private static @Nullable Instant time(String typed) {
    try {
      return typed.isEmpty() ? null : Instant.parse(TypedTimes.checked(typed));
    } catch (DateTimeException e) {
      throw new NotReadable("The earliest start is a time such as 2026-01-31T12:00, in UTC.");
    }
  }

  private Response refused(
      WorkflowView workflow, InputForm form, Map<String, String> sent, ErrorView error) {
    var view = new View(workflow, form, key(sent), sent, error);
    return Response.status(error.status()).entity(Templates.submit(view)).build();
  }

  private WorkflowView workflow(String id) {
    return api.workflow(Ids.of(id).toString());
  }
}
