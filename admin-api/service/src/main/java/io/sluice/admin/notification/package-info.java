/**
 * Notifications for administrators. They are stored in the transaction of their cause, published
 * after it, and read on the virtual thread of the request.
 */
@NullMarked
package io.sluice.admin.notification;

import org.jspecify.annotations.NullMarked;
