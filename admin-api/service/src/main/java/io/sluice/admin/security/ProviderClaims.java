package io.sluice.admin.security;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the claims of a provider's token mean here. Values in, values out.
 *
 * @param rolesClaim name or JSON pointer of the claim with the groups
 * @param organizationsClaim the same for the organizations
 * @param groups of each role
 */
record ProviderClaims(
    String rolesClaim, String organizationsClaim, Map<Role, List<String>> groups) {

  /** The highest role that a group gives; null when none does. */
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

  /** None when the claim is missing. */
  Organizations organizations(JsonNode claims) {
    return Organizations.of(texts(claim(claims, organizationsClaim)));
  }

  /**
   * Whether these give what a token gave then, as far as they speak of it: a provider need not tell
   * everywhere what it tells in tokens.
   */
  boolean agree(JsonNode claims, Principal then) {
    boolean tellsRole = !claim(claims, rolesClaim).isMissingNode();
    boolean tellsOrganizations = !claim(claims, organizationsClaim).isMissingNode();
    return (!tellsRole || role(claims) == then.role())
        && (!tellsOrganizations || organizations(claims).equals(then.organizations()));
  }

  private static JsonNode claim(JsonNode claims, String name) {
    return name.startsWith("/") ? claims.at(JsonPointer.compile(name)) : claims.path(name);
  }

  /** Of a list, or of one text. */
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
