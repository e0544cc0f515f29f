package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.catalog.Product;
import java.util.List;

/** A product as a buyer sees it: without the merchant's metadata. */
public record CheckoutProductView(@JsonUnwrapped ProductFacts facts, List<PriceView> prices, List<Object> benefits,
        List<FileView.ProductMedia> medias) {
    static CheckoutProductView of(Product product) {
        return new CheckoutProductView(ProductFacts.of(product), ProductView.pricesOf(product), List.of(), FileView.mediasOf(product));
    }
}
