package io.sluice.api;

import java.util.UUID;

/**
 * A command that was stored and sent.
 *
 * @param commandId GET /api/platform/commands/{command_id} shows its result
 * @param status PENDING
 */
public record CommandReceipt(UUID commandId, String status) {}
