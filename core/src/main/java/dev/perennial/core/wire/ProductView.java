package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.catalog.Product;
import java.util.List;
import java.util.Map;

/** A product as its merchant sees it. */
public record ProductView(@JsonUnwrapped ProductFacts facts, Map<String, Object> metadata, List<PriceView> prices, List<Object> benefits,
        List<FileView.ProductMedia> medias, List<CustomFieldView.Attached> attachedCustomFields) {

    public static ProductView of(Product product) {
        return new ProductView(ProductFacts.of(product), product.metadata(), pricesOf(product), List.of(), FileView.mediasOf(product),
                fieldsOf(product));
    }

    static List<CustomFieldView.Attached> fieldsOf(Product product) {
        return product.fields().stream().map(CustomFieldView.Attached::of).toList();
    }

    static List<PriceView> pricesOf(Product product) {
        return product.prices().stream().map(price -> PriceView.of(price, product)).toList();
    }
}
