package dev.perennial.api.customfield;

import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.platform.document.Operation;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.HttpStatus;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Parameters;
import dev.perennial.api.platform.input.Query;
import dev.perennial.api.platform.idempotency.RequestIds;
import dev.perennial.core.customfield.CustomField;
import dev.perennial.core.customfield.CustomFieldType;
import dev.perennial.core.customfield.CustomFields;
import dev.perennial.core.customfield.CustomFields.Filter;
import dev.perennial.core.customfield.CustomFields.Key;
import dev.perennial.core.customfield.SlugTaken;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.wire.CustomFieldView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;

@Controller("/v1/custom-fields")
class CustomFieldController {
    private final TransactionOperations<Connection> transactions;
    private final CustomFields fields;
    private final Clock clock;

    CustomFieldController(TransactionOperations<Connection> transactions, CustomFields fields, Clock clock) {
        this.transactions = transactions;
        this.fields = fields;
        this.clock = clock;
    }

    private record Asked(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        static Supplier<Asked> read(Parameters in, MerchantCaller caller) {
            var organizations = in.organizations(caller, Permission.CUSTOM_FIELDS_READ);
            var query = in.optional("query", text());
            var types = in.all("type", oneOf(CustomFieldType.class));
            var sorting = in.sorting(Key.class, List.of(Sort.ascending(Key.SLUG)));
            var page = in.page();
            return () -> new Asked(new Filter(organizations, query, types), sorting, page.get());
        }
    }

    @Get("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"custom_fields:read", "custom_fields:write"})
    @Operation("custom-fields:list")
    ListResource<CustomFieldView> list(MerchantCaller caller, Query query) {
        Asked asked = query.read(in -> Asked.read(in, caller));
        return ListResource.of(fields.list(asked.filter(), asked.sorting(), asked.page()), asked.page(), CustomFieldView::of);
    }

    @Post("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "custom_fields:write")
    @Operation("custom-fields:create")
    @Status(HttpStatus.CREATED)
    HttpResponse<CustomFieldView> create(MerchantCaller caller, Body body) {
        CustomFieldInput input = body.read(CustomFieldInput.toCreate(caller));
        caller.demand(Permission.CUSTOM_FIELDS_MANAGE, input.organizationId());
        CustomField field = new CustomField(RequestIds.next(), clock.instant(), null, input.organizationId(), input.type(), input.slug(),
                input.name(),
                input.properties(), input.metadata());
        return HttpResponse.created(written(field, () -> fields.insert(field)));
    }

    @Get("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"custom_fields:read", "custom_fields:write"})
    @Operation("custom-fields:get")
    CustomFieldView get(MerchantCaller caller, UUID id) {
        return fields.find(id).filter(field -> caller.may(Permission.CUSTOM_FIELDS_READ, field.organizationId())).map(CustomFieldView::of)
                .orElseThrow(ApiError::notFound);
    }

    @Patch("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "custom_fields:write")
    @Operation("custom-fields:update")
    CustomFieldView update(MerchantCaller caller, UUID id, Body body) {
        CustomFieldInput.Change change = body.read(CustomFieldInput.Change.BODY);
        CustomField field = managed(id, caller);
        if (change.type() != field.type()) {
            throw InvalidRequest.of("value_error", Loc.body("type"), "The type of a field can't be changed.",
                    change.type().name().toLowerCase(Locale.ROOT));
        }
        CustomField changed = field.with(change.slug().orElse(field.slug()), change.name().orElse(field.name()),
                change.properties().orElse(field.properties()), change.metadata().orElse(field.metadata()), clock.instant());
        return written(changed, () -> fields.update(changed));
    }

    @Delete("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "custom_fields:write")
    @Operation("custom-fields:delete")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> delete(MerchantCaller caller, UUID id) {
        managed(id, caller);
        transactions.executeWrite(_ -> {
            fields.delete(id, clock.instant());
            return true;
        });
        return HttpResponse.noContent();
    }

    private CustomFieldView written(CustomField field, Runnable write) {
        try {
            return transactions.executeWrite(_ -> {
                write.run();
                return CustomFieldView.of(field);
            });
        } catch (SlugTaken _) {
            throw InvalidRequest.of("value_error", Loc.body("slug"), "A custom field with this slug already exists.", field.slug());
        }
    }

    private CustomField managed(UUID id, MerchantCaller caller) {
        CustomField field = fields.find(id).filter(one -> caller.reaches(one.organizationId())).orElseThrow(ApiError::notFound);
        caller.demand(Permission.CUSTOM_FIELDS_MANAGE, field.organizationId());
        return field;
    }
}
