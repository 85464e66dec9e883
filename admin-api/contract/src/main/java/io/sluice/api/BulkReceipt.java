package io.sluice.api;

import java.util.UUID;

/**
 * A bulk operation that was accepted.
 *
 * @param total executions that match the filter now
 */
public record BulkReceipt(UUID bulkId, long total) {}
