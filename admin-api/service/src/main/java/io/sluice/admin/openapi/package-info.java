/** Content of the OpenAPI document that is common to all operations. */
@NullMarked
package io.sluice.admin.openapi;

import org.jspecify.annotations.NullMarked;
