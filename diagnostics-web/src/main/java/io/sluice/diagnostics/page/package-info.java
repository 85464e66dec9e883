/**
 * Shared parts of all pages: addresses, filters, dialogs, formats, display preferences, and error
 * pages. Runs on the virtual threads of requests.
 */
@NullMarked
package io.sluice.diagnostics.page;

import org.jspecify.annotations.NullMarked;
