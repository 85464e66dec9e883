/**
 * What the pages show live. One thread follows the stream of admin-api and keeps a picture of it,
 * another one renders twice a second what somebody watches, once for all who do; threads of the
 * network take the frames away.
 */
@NullMarked
package io.sluice.diagnostics.live;

import org.jspecify.annotations.NullMarked;
