/** What administrators should know, and have read. Virtual threads of requests. */
@NullMarked
package io.sluice.diagnostics.notification;

import org.jspecify.annotations.NullMarked;
