/**
 * Link to each process: one gRPC stream over a unix socket. Messages arrive on threads of gRPC and
 * are passed on at once; sending is serialised for each link.
 */
@NullMarked
package io.sluice.orchestrator.link;

import org.jspecify.annotations.NullMarked;
