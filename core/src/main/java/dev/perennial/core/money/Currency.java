package dev.perennial.core.money;

/** One of the presentment currencies, by its lower-case ISO 4217 code. */
public record Currency(String code) {
    public static final Currency USD = new Currency("usd");
}
