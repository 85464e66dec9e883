package io.sluice.api;

import java.util.List;

/**
 * The caller and its rights, from which a page decides what to show.
 *
 * @param role viewer, operator, deployer or platform-admin
 * @param organizations organizations whose executions the caller may see and change; {@code *} for
 *     all
 * @param builtIn true if the caller has a password here and not at an OpenID provider
 * @param seesPayloads true if inputs, results and log lines are shown to the caller
 */
public record Me(
    String name, String role, List<String> organizations, boolean builtIn, boolean seesPayloads) {}
