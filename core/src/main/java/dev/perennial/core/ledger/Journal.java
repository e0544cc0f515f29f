package dev.perennial.core.ledger;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;

import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.time.RealInstant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one money event does to the books: postings that add up to zero in each of their currencies.
 *
 * @param availableAt when the processor lets us dispose of what the event moved, in the processor's time; null where that is unknown or nothing is waited for
 */
public record Journal(JournalKind kind, List<Posting> postings, @Nullable RealInstant availableAt) {
    public Journal {
        requireNonNull(kind, "kind");
        postings = List.copyOf(postings);
        Map<Currency, Optional<Money>> sums = postings.stream().map(Posting::amount).collect(groupingBy(Money::currency, reducing(Money::plus)));
        if (!sums.values().stream().flatMap(Optional::stream).allMatch(Money::isZero)) {
            throw new IllegalArgumentException("a journal " + kind + " must add up to zero in each currency: " + postings);
        }
    }

    public Journal(JournalKind kind, List<Posting> postings) { this(kind, postings, null); }

    /** The same, with the instant from which its money can be disposed of. */
    public Journal availableAt(@Nullable RealInstant instant) {
        return new Journal(kind, postings, instant);
    }

    /** Whether there is nothing to write down: nobody owes anything after a free order. */
    public boolean isEmpty() { return postings.isEmpty(); }

    /** What the journal does to one account in one currency: the sum of its debits and credits. */
    public Money effectOn(AccountKind account, Currency currency) {
        return postings.stream().filter(posting -> posting.account() == account).map(Posting::amount)
                .filter(amount -> amount.currency().equals(currency)).reduce(Money.zero(currency), Money::plus);
    }
}
