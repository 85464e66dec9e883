/**
 * Webhooks: events go into an outbox in the transaction of their cause, and are sent in order to
 * each receiver, a server or a mailbox (docs/webhooks.md). The outbox runs on the thread of its
 * caller; receivers are called by a small pool of threads of their own.
 */
@NullMarked
package io.sluice.admin.webhook;

import org.jspecify.annotations.NullMarked;
