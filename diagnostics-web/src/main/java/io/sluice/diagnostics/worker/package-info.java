/**
 * The queue, the workers and their processes: pages, live sections, and the two orders that an
 * administrator has for a process. Sections are rendered by the coalescer's thread, pages and
 * orders run on the virtual thread of a request.
 */
@NullMarked
package io.sluice.diagnostics.worker;

import org.jspecify.annotations.NullMarked;
