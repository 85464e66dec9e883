package io.sluice.api;

import java.util.UUID;

/**
 * The order is kept and on its way.
 *
 * @param commandId ask GET /api/platform/commands/{command_id} what became of it
 * @param status PENDING
 */
public record CommandReceipt(UUID commandId, String status) {}
