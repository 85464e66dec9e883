/**
 * The Model Context Protocol (docs/agents.md): tools for agents over streamable HTTP, which call
 * what the REST API calls. Runs on the thread of the request.
 */
@NullMarked
package io.sluice.admin.mcp;

import org.jspecify.annotations.NullMarked;
