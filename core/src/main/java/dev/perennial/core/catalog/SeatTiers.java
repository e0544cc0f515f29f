package dev.perennial.core.catalog;

import static java.util.Objects.requireNonNull;

import dev.perennial.core.money.Money;
import dev.perennial.core.money.Ratio;
import dev.perennial.core.money.Rounding;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A price by seat: what a number of seats costs. The tiers follow each other without a gap, in one currency; they may be given in any order.
 *
 * @param tiers at least one; only the last may be open-ended
 */
public record SeatTiers(SeatTierType type, List<Tier> tiers) {
    /**
     * A range of seats with one rate.
     *
     * @param minSeats from this many seats on, at least 1
     * @param maxSeats up to this many; null when there is no upper end
     */
    public record Tier(int minSeats, @Nullable Integer maxSeats, Money pricePerSeat) {
        public Tier {
            if (minSeats < 1 || (maxSeats != null && maxSeats < minSeats) || pricePerSeat.isNegative()) {
                throw new IllegalArgumentException("no tier has seats " + minSeats + " to " + maxSeats + " at " + pricePerSeat);
            }
        }

        private boolean reaches(int seats) { return maxSeats == null || seats <= maxSeats; }
    }

    public SeatTiers {
        requireNonNull(type, "type");
        tiers = tiers.stream().sorted(Comparator.comparingInt(Tier::minSeats)).toList();
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("a price by seat needs a tier");
        }
        for (int tier = 1; tier < tiers.size(); tier++) {
            requireAdjacent(tiers.get(tier - 1), tiers.get(tier));
        }
    }

    /**
     * What this many seats cost; none cost nothing. The first tier starts at the first seat, whatever number it says.
     *
     * @throws InvalidQuantity when the number is negative or, by volume, beyond the last tier
     */
    public Money amount(int seats) {
        if (seats < 0) {
            throw new InvalidQuantity(seats);
        }
        Money nothing = Money.zero(tiers.getFirst().pricePerSeat().currency());
        if (seats == 0) {
            return nothing;
        }
        return switch (type) {
            case VOLUME -> tiers.stream().filter(tier -> tier.reaches(seats)).findFirst().map(tier -> cost(tier, seats))
                    .orElseThrow(() -> new InvalidQuantity(seats));
            case GRADUATED -> tiers.stream().map(tier -> cost(tier, seatsIn(tier, seats))).reduce(nothing, Money::plus);
        };
    }

    /** The fewest seats that can be bought. */
    public int minimumSeats() { return tiers.getFirst().minSeats(); }

    /** The most seats that can be bought; empty when there is no limit. */
    public OptionalInt maximumSeats() {
        Integer limit = tiers.getLast().maxSeats();
        return limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
    }

    /** Whether no number of seats ever costs anything. */
    public boolean isFree() {
        return tiers.stream().allMatch(tier -> tier.pricePerSeat().isZero());
    }

    private int seatsIn(Tier tier, int seats) {
        int first = tier.equals(tiers.getFirst()) ? 1 : tier.minSeats();
        Integer limit = tier.maxSeats();
        int last = limit == null ? seats : Math.min(seats, limit);
        return Math.max(0, last - first + 1);
    }

    private static Money cost(Tier tier, int seats) { return tier.pricePerSeat().times(new Ratio(seats, 1), Rounding.HALF_EVEN); }

    private static void requireAdjacent(Tier tier, Tier next) {
        Integer last = tier.maxSeats();
        if (last == null) {
            throw new IllegalArgumentException("only the last tier can be open-ended, not the one from " + tier.minSeats() + " seats");
        }
        if (next.minSeats() != last + 1) {
            throw new IllegalArgumentException("the tier after " + last + " seats can't begin with " + next.minSeats());
        }
    }
}
