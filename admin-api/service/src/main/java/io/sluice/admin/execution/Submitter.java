package io.sluice.admin.execution;

import io.sluice.admin.identity.Organizations;

/**
 * Who submits.
 *
 * @param organizations for whom the submitter may
 */
record Submitter(String name, Organizations organizations) {}
