/**
 * E-mails on the wire: wording from template files, one SMTP conversation per attempt. Owns rendering, addresses, headers and what an answer of the mail
 * server means; leaves which mail is sent when to the queue in core.
 */
@NullMarked
package dev.perennial.activities.mail;

import org.jspecify.annotations.NullMarked;
