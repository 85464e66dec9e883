/**
 * What the pages with requests have in common: addresses, forms that open as a dialog or as a page
 * of their own, and what is said when admin-api refuses or is away. Virtual threads of requests.
 */
@NullMarked
package io.sluice.diagnostics.page;

import org.jspecify.annotations.NullMarked;
