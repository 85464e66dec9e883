/**
 * The queue, the workers and their processes: pages, live sections, and the commands recycle and
 * kill. Sections are rendered by the renderer's thread, pages and commands run on the virtual
 * threads of requests.
 */
@NullMarked
package io.sluice.diagnostics.worker;

import org.jspecify.annotations.NullMarked;
