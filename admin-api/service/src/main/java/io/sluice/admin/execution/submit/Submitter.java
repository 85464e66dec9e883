package io.sluice.admin.execution.submit;

import io.sluice.admin.identity.Organizations;

/**
 * The caller of a submission.
 *
 * @param organizations organizations for which the caller may submit
 */
public record Submitter(String name, Organizations organizations) {}
