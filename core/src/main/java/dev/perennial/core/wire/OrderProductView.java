package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.catalog.Product;
import java.util.Map;

/** The product an order is for. */
public record OrderProductView(@JsonUnwrapped ProductFacts facts, Map<String, Object> metadata) {
    static OrderProductView of(Product product) {
        return new OrderProductView(ProductFacts.of(product), product.metadata());
    }
}
