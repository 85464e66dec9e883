/**
 * Workflows that keep a ledger of their own: the word of the code that ran, independent of all that
 * the chaos suite tests. Each runs on the thread of its execution.
 */
package io.sluice.chaos.workflows;
