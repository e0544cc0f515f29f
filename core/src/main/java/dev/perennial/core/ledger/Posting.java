package dev.perennial.core.ledger;

import static java.util.Objects.requireNonNull;

import dev.perennial.core.money.Money;

/**
 * One line of a journal.
 *
 * @param amount a debit when positive, a credit when negative, never zero
 */
public record Posting(AccountKind account, Money amount, PostingMemo memo) {
    public Posting {
        requireNonNull(account, "account");
        requireNonNull(memo, "memo");
        if (amount.isZero()) {
            throw new IllegalArgumentException("a posting to " + account + " moves nothing");
        }
    }
}
