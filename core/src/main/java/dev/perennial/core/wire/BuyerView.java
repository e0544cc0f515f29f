package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerType;
import org.jspecify.annotations.Nullable;

/** A customer inside what they have bought. */
public record BuyerView(@JsonUnwrapped CustomerFacts facts, @Nullable String email, Type type) {
    /** A person or a team. */
    public enum Type {
        INDIVIDUAL(CustomerType.INDIVIDUAL), TEAM(CustomerType.TEAM);

        private final CustomerType type;

        Type(CustomerType type) { this.type = type; }

        @JsonValue
        public String wire() { return type.wire(); }

        static Type of(CustomerType type) {
            return switch (type) {
                case INDIVIDUAL -> INDIVIDUAL;
                case TEAM -> TEAM;
            };
        }
    }

    public static BuyerView of(Customer customer) {
        return new BuyerView(CustomerFacts.of(customer), customer.email(), Type.of(customer.type()));
    }
}
