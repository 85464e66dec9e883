package io.sluice.diagnostics.operations;

import static io.sluice.diagnostics.page.Things.EXECUTION;
import static io.sluice.diagnostics.page.Things.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.api.Page;
import io.sluice.api.TokenApi.NewPersonalToken;
import io.sluice.api.TokenApi.PersonalToken;
import io.sluice.api.UserApi.User;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.WithApi;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WithApi.class)
class AccountPagesTest {

  private static final String USERS = "/api/users";
  private static final String USER = USERS + "/" + EXECUTION;
  private static final String TOKENS = "/api/me/tokens";
  private static final User ADA =
      new User(EXECUTION, "ada", "operator", List.of("a", "b"), true, true, NOON);

  @BeforeEach
  void adminApiIsThere() {
    WithApi.api().forget();
    WithApi.api().on("GET " + USERS, new Page<>(List.of(ADA), null));
    var token = new PersonalToken(EXECUTION, "ci <b>", "viewer", NOON, null, null);
    WithApi.api().on("GET " + TOKENS, new Page<>(List.of(token), null));
    WithApi.api().on("GET " + USER + "/tokens", new Page<>(List.of(token), null));
  }

  @Test
  void listsUsersWithAFormEach() {
    Document page = Browser.signedIn().page("/users");

    assertThat(page.select("#users tbody tr")).hasSize(1);
    assertThat(page.select("#users").text()).contains("ada", "must change the password", "a, b");
    assertThat(page.select("#users input[name=organizations]").val()).isEqualTo("a b");
    assertThat(page.select("#users select[name=role] option[selected]").text())
        .isEqualTo("operator");
  }

  @Test
  void addsAUserAndNeverShowsThePasswordAgain() {
    WithApi.api().on("POST " + USERS, ADA);
    Browser browser = Browser.signedIn();
    var typed =
        Map.of(
            "username", "ada",
            "password", "a-secret-password",
            "role", "operator",
            "organizations", "a, b");

    assertThat(browser.post("/users", typed).header("Location")).endsWith("/users?said=saved");
    assertThat(WithApi.api().heard("POST " + USERS).getLast().body())
        .contains("\"username\":\"ada\"", "\"password\":\"a-secret-password\"")
        .contains("\"organizations\":[\"a\",\"b\"]");

    WithApi.api().refuse("POST " + USERS, 409, "username-taken", "It is taken", "Choose another.");
    Document page = browser.form("/users", typed, 409);
    assertThat(page.select("[role=alert]").text()).contains("Choose another.");
    assertThat(page.select("#username").val()).isEqualTo("ada");
    assertThat(page.html()).doesNotContain("a-secret-password");
  }

  @Test
  void changesAUser() {
    WithApi.api().on("PATCH " + USER, ADA);

    var answer =
        Browser.signedIn()
            .post("/users/" + EXECUTION, Map.of("role", "viewer", "organizations", "*"));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(WithApi.api().heard("PATCH " + USER).getLast().body())
        .contains("\"role\":\"viewer\"", "\"organizations\":[\"*\"]", "\"enabled\":false")
        .doesNotContain("\"password\":\"");
  }

  @Test
  void revokesATokenOfAUser() {
    WithApi.api().on("DELETE " + USER + "/tokens/" + EXECUTION, "");
    Browser browser = Browser.signedIn();

    assertThat(browser.page("/users/" + EXECUTION + "/tokens").select("#tokens").text())
        .contains("ci <b>", "never");
    browser.post("/users/" + EXECUTION + "/tokens/" + EXECUTION + "/revoke", Map.of());

    assertThat(WithApi.api().heard("DELETE " + USER + "/tokens/" + EXECUTION)).hasSize(1);
  }

  @Test
  void makesATokenAndShowsItsSecretOnce() {
    WithApi.api()
        .on("POST " + TOKENS, new NewPersonalToken(EXECUTION, "ci", "viewer", NOON, "s3cret"));
    Browser browser = Browser.signedIn();

    Document page =
        browser.form("/tokens", Map.of("name", "ci", "role", "viewer", "days", "30"), 200);

    assertThat(page.select("#secret").text()).isEqualTo("s3cret");
    assertThat(browser.page("/tokens").html()).doesNotContain("s3cret");
    assertThat(WithApi.api().heard("POST " + TOKENS).getLast().body())
        .contains("\"name\":\"ci\"", "\"role\":\"viewer\"", "\"expires_at\":");
    assertThat(browser.form("/tokens", Map.of("name", "ci", "days", "367"), 422).text())
        .contains("whole number from 1 to 366");
  }

  @Test
  void revokesAnOwnToken() {
    WithApi.api().on("DELETE " + TOKENS + "/" + EXECUTION, "");

    var answer = Browser.signedIn().post("/tokens/" + EXECUTION + "/revoke", Map.of());

    assertThat(answer.header("Location")).endsWith("/tokens");
    assertThat(WithApi.api().heard("DELETE " + TOKENS + "/" + EXECUTION)).hasSize(1);
  }

  @Test
  void aViewerMakesTokensOfItsOwnRoleAndSeesNoUsers() {
    WithApi.api().role("viewer");
    Browser browser = Browser.signedIn();

    Document page = browser.page("/tokens");

    assertThat(page.select("#role option").eachText()).containsExactly("viewer");
    assertThat(page.select("nav a[href=/users]")).isEmpty();
    WithApi.api().refuse("GET " + USERS, 403, "forbidden", "Not allowed", "You are a viewer.");
    assertThat(browser.get("/users").statusCode()).isEqualTo(403);
  }
}
