package io.sluice.admin.execution;

import io.sluice.admin.security.Organizations;

/**
 * Who submits.
 *
 * @param organizations for whom the submitter may
 */
record Submitter(String name, Organizations organizations) {}
