package io.sluice.diagnostics.workflow;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.BlacklistApi.BlacklistEntry;
import io.sluice.api.Page;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.page.Address;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The table of blacklisted workflows, and its history. */
@Path(BlacklistPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class BlacklistPage {

  static final String PATH = "/blacklist";
  private static final int PAGE = 50;

  private final AdminApiClient api;

  BlacklistPage(@RestClient AdminApiClient api) {
    this.api = api;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance blacklist(View view);

    private Templates() {}
  }

  /**
   * The data of the page.
   *
   * @param history true if removed entries are shown too
   * @param next the address of the next page; null on the last one
   * @param said the message about the last action; empty for none
   */
  record View(List<BlacklistEntry> items, boolean history, @Nullable Address next, String said) {}

  @GET
  public TemplateInstance list(
      @QueryParam("history") @DefaultValue("false") boolean history,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("said") @Nullable String said) {
    Page<BlacklistEntry> page = api.blacklist(history, cursor, PAGE);
    Address here = Address.of(PATH).with("history", history ? "true" : "");
    return Templates.blacklist(
        new View(page.items(), history, here.next(page.nextCursor()), BlacklistForm.said(said)));
  }
}
