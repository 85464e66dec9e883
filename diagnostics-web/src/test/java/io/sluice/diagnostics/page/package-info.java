/** Pages against an admin-api that is a real HTTP server with answers as admin-api's. */
@NullMarked
package io.sluice.diagnostics.page;

import org.jspecify.annotations.NullMarked;
