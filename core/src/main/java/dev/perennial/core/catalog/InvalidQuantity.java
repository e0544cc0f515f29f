package dev.perennial.core.catalog;

import dev.perennial.core.DomainException;

/** A price by seat has no amount for this many seats (spec 02 §3.3). */
public final class InvalidQuantity extends DomainException {
    InvalidQuantity(int seats) { super("InvalidQuantityError", "There is no price for " + seats + " seats."); }
}
