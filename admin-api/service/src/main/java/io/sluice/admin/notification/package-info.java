/**
 * What administrators should know. Written in the transaction of what happened, told after it; read
 * on the virtual thread of the request.
 */
@NullMarked
package io.sluice.admin.notification;

import org.jspecify.annotations.NullMarked;
