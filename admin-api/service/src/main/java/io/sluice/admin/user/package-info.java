/**
 * Built-in users: passwords, sign-ins, sessions and personal access tokens. Runs on the virtual
 * thread of the request.
 */
@NullMarked
package io.sluice.admin.user;

import org.jspecify.annotations.NullMarked;
