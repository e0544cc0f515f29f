package dev.perennial.dev.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Locale;

/** Prints what happens, one line per event, with the date on the customer's clock. */
final class Timeline {
    private final PrintStream out;

    Timeline(PrintStream out) { this.out = out; }

    void chapter(String title) {
        out.println();
        out.println(title);
    }

    void note(String text) { out.println("              " + text); }

    void at(String instant, String what) { out.println("  " + date(instant) + "  " + what); }

    void order(String customer, JsonNode order) {
        at(order.path("created_at").asText(), String.format("%-8s %-22s %-22s %10s  %s", customer, order.path("invoice_number").asText(),
                order.path("billing_reason").asText(), amount(order.path("total_amount").asLong(), order.path("currency").asText()),
                order.path("status").asText()));
    }

    static LocalDate date(String instant) { return LocalDate.ofInstant(Instant.parse(instant), ZoneOffset.UTC); }

    /** An amount for people. */
    static String amount(long minorUnits, String currencyCode) {
        Currency currency = Currency.getInstance(currencyCode.toUpperCase(Locale.ROOT));
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.US);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(currency.getDefaultFractionDigits());
        format.setMaximumFractionDigits(currency.getDefaultFractionDigits());
        return format.format(BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits()));
    }
}
