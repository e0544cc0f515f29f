package dev.perennial.e2e.conformance.document;

/**
 * Something our document says otherwise than the contract.
 *
 * @param path where, such as {@code POST /v1/products/ request.body.name}
 * @param text what
 */
public record Difference(String path, String text) {
    @Override
    public String toString() {
        return path + ": " + text;
    }
}
