package io.sluice.admin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderClaimsTest {

  private static final Map<Role, List<String>> GROUPS =
      Map.of(
          Role.VIEWER, List.of("staff"),
          Role.AGENT, List.of("bots"),
          Role.OPERATOR, List.of("sre", "on-call"),
          Role.PLATFORM_ADMIN, List.of("platform"));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"groups\":[\"staff\"]}; VIEWER",
        "{\"groups\":[\"staff\",\"on-call\",\"others\"]}; OPERATOR",
        "{\"groups\":[\"bots\",\"staff\"]}; AGENT",
        "{\"groups\":[\"bots\",\"sre\"]}; OPERATOR",
        "{\"groups\":\"platform\"}; PLATFORM_ADMIN",
        "{\"groups\":[\"others\"]};",
        "{\"groups\":[\"platform-admin\",\"viewer\"]};",
        "{\"groups\":[1,null,{\"staff\":true},[\"staff\"]]};",
        "{\"groups\":{\"staff\":[\"staff\"]}};",
        "{};",
      })
  void theHighestRoleOfTheGroupsCountsAndUnknownOnesGiveNone(String claims, @Nullable Role role)
      throws JsonProcessingException {
    var meanings = new ProviderClaims("groups", "organizations", GROUPS);

    assertThat(meanings.role(read(claims))).isEqualTo(role);
  }

  @Test
  void aPointerFindsANestedClaim() throws JsonProcessingException {
    var meanings = new ProviderClaims("/realm_access/roles", "/a/b", GROUPS);
    JsonNode claims = read("{\"realm_access\":{\"roles\":[\"sre\"]},\"a\":{\"b\":[\"acme\"]}}");

    assertThat(meanings.role(claims)).isEqualTo(Role.OPERATOR);
    assertThat(meanings.organizations(claims).words()).containsExactly("acme");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"organizations\":[\"a\",\"b\"]}; true; false; false",
        "{\"organizations\":\"a\"}; true; false; false",
        "{\"organizations\":\"*\"}; true; true; true",
        "{\"organizations\":[]}; false; false; false",
        "{}; false; false; false",
      })
  void withoutAClaimNoOrganizationIsVisible(String claims, boolean a, boolean other, boolean none)
      throws JsonProcessingException {
    var organizations =
        new ProviderClaims("groups", "organizations", GROUPS).organizations(read(claims));

    assertThat(organizations.include("a")).isEqualTo(a);
    assertThat(organizations.include("other")).isEqualTo(other);
    assertThat(organizations.include(null)).isEqualTo(none);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"groups\":[\"sre\"],\"organizations\":[\"a\"]}; true",
        "{}; true",
        "{\"groups\":[\"on-call\"]}; true",
        "{\"groups\":[]}; false",
        "{\"groups\":[\"staff\"]}; false",
        "{\"organizations\":[\"a\",\"b\"]}; false",
        "{\"organizations\":[]}; false",
      })
  void laterClaimsAgreeWithTheTokenAsFarAsTheyArePresent(String later, boolean agrees)
      throws JsonProcessingException {
    var meanings = new ProviderClaims("groups", "organizations", GROUPS);
    var then = new Principal("x", Role.OPERATOR, Organizations.of(List.of("a")), null, null, null);

    assertThat(meanings.agree(read(later), then)).isEqualTo(agrees);
  }

  private static JsonNode read(String claims) throws JsonProcessingException {
    return new ObjectMapper().readTree(claims);
  }
}
