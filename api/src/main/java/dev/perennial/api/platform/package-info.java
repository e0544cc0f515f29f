/**
 * What every operation of the public API gets without asking: versions, errors, credentials, reading of input, lists, JSON.
 * {@code input} reads requests, {@code error} shapes refusals, {@code access} decides who may call, {@code http} is the envelope around all of it.
 * Owns the conventions of the wire; leaves every operation, its fields and its rules to the packages of the business.
 *
 * <p>An operation looks like this. Its path is served as it is spelled here; a class without a value at {@code @Get} has no slash at its end.
 * {@snippet :
 * @Controller("/v1/products")
 * class ProductController {
 *     @Post("/")
 *     @Access(subjects = { Subject.USER, Subject.ORGANIZATION }, scopes = "products:write")
 *     HttpResponse<ProductView> create(MerchantCaller caller, Body body) {
 *         ProductInput input = body.read(in -> ProductInput.read(in, caller)); // 422 with every problem
 *         caller.demand(Permission.PRODUCTS_MANAGE, input.organizationId());   // 403 NotPermitted
 *         return HttpResponse.created(ProductView.of(products.create(input.toCommand())));
 *     }
 *
 *     @Get("/{id}")
 *     @Access(subjects = { Subject.USER, Subject.ORGANIZATION }, scopes = { "products:read", "products:write" })
 *     Optional<ProductView> get(MerchantCaller caller, UUID id) { ... }          // empty: 404 ResourceNotFound
 * }
 *
 * record ProductInput(UUID organizationId, String name, Optional<String> description) {
 *     private static final Text NAME = text().trimmed().length(3, 64);          // shared by create and update
 *
 *     static Supplier<ProductInput> read(Fields in, MerchantCaller caller) {
 *         var organization = OrganizationField.read(in, caller);
 *         var name = in.required("name", NAME);
 *         var description = in.optional("description", text());
 *         return () -> new ProductInput(organization.get(), name.get(), description);
 *     }
 * }
 * }
 */
@NullMarked
package dev.perennial.api.platform;

import org.jspecify.annotations.NullMarked;
