/** The limits of a request, over HTTP. Tests run one after the other. */
@NullMarked
package io.sluice.admin.http;

import org.jspecify.annotations.NullMarked;
