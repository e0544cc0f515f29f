package dev.perennial.core.wire;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.perennial.core.customer.Customer;
import org.jspecify.annotations.Nullable;

/** A customer as their merchant sees them: a person or a team. */
public sealed interface CustomerView {
    CustomerFacts facts();

    /** One person. */
    record Individual(@JsonUnwrapped CustomerFacts facts, String email, IndividualType type) implements CustomerView {}

    /** A group of members, who may have no address in common. */
    record Team(@JsonUnwrapped CustomerFacts facts, @Nullable String email, TeamType type) implements CustomerView {}

    /** How a person is told from a team. */
    enum IndividualType {
        INDIVIDUAL;

        @JsonValue
        public String wire() { return "individual"; }
    }

    /** How a team is told from a person. */
    enum TeamType {
        TEAM;

        @JsonValue
        public String wire() { return "team"; }
    }

    static CustomerView of(Customer customer) {
        var facts = CustomerFacts.of(customer);
        return switch (customer.type()) {
            case INDIVIDUAL -> new Individual(facts, requireNonNull(customer.email(), "a person has an address"), IndividualType.INDIVIDUAL);
            case TEAM -> new Team(facts, customer.email(), TeamType.TEAM);
        };
    }
}
