/**
 * E-mails that leave the installation: what there is to say, to whom, and what became of it. Owns the queue, its keys, when a mail is tried again and who may
 * get one from a sandbox; leaves wording and sending to the adapter that speaks SMTP.
 */
@NullMarked
package dev.perennial.core.mail;

import org.jspecify.annotations.NullMarked;
