package io.sluice.api;

import java.util.List;

/**
 * Who the caller is, for pages that show no more than the caller may do.
 *
 * @param role viewer, operator, deployer or platform-admin
 * @param organizations whose executions the caller sees and touches; {@code *} for all
 * @param builtIn whether the caller has a password here, and not at an OpenID provider
 * @param seesPayloads whether inputs, results and log lines are shown to the caller
 */
public record Me(
    String name, String role, List<String> organizations, boolean builtIn, boolean seesPayloads) {}
