/**
 * Workflows with a ledger of their own: a record by the code itself, independent of everything that
 * the chaos suite tests. Each runs on the thread of its execution.
 */
package io.sluice.chaos.workflows;
