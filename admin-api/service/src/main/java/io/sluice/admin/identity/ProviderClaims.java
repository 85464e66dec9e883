package io.sluice.admin.identity;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps the claims of a provider's token to a role and organizations. A pure function.
 *
 * @param rolesClaim name or JSON pointer of the claim with the groups
 * @param organizationsClaim name or JSON pointer of the claim with the organizations
 * @param groups groups that have each role
 */
record ProviderClaims(
    String rolesClaim, String organizationsClaim, Map<Role, List<String>> groups) {

  /** Returns the highest role of the groups, or null if no group has a role. */
  @Nullable Role role(JsonNode claims) {
    List<String> has = texts(claim(claims, rolesClaim));
    @Nullable Role highest = null;
    for (Role role : Role.values()) {
      Collection<String> giving = groups.getOrDefault(role, List.of());
      if (!Collections.disjoint(giving, has)) {
        highest = role;
      }
    }
    return highest;
  }

  /** Returns the organizations; none if the claim is missing. */
  Organizations organizations(JsonNode claims) {
    return Organizations.of(texts(claim(claims, organizationsClaim)));
  }

  /**
   * Returns true if these claims give the rights that the token gave earlier. A claim that is
   * missing here is not compared, because a provider need not send every claim everywhere.
   */
  boolean agree(JsonNode claims, Principal then) {
    boolean hasRole = !claim(claims, rolesClaim).isMissingNode();
    boolean hasOrganizations = !claim(claims, organizationsClaim).isMissingNode();
    return (!hasRole || role(claims) == then.role())
        && (!hasOrganizations || organizations(claims).equals(then.organizations()));
  }

  private static JsonNode claim(JsonNode claims, String name) {
    return name.startsWith("/") ? claims.at(JsonPointer.compile(name)) : claims.path(name);
  }

  /** Returns the texts of a list, or a single text. */
  private static List<String> texts(JsonNode claim) {
    var texts = new ArrayList<String>();
    if (claim.isTextual()) {
      texts.add(claim.textValue());
    }
    for (JsonNode each : claim) {
      if (each.isTextual()) {
        texts.add(each.textValue());
      }
    }
    return texts;
  }
}
