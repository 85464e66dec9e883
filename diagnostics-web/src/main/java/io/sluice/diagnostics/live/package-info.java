/**
 * Live data of the pages. One thread follows admin-api's stream and keeps a snapshot; another
 * renders the watched sections twice a second, once for all viewers; network threads send the
 * frames.
 */
@NullMarked
package io.sluice.diagnostics.live;

import org.jspecify.annotations.NullMarked;
