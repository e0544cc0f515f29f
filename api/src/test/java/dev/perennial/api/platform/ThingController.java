package dev.perennial.api.platform;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.timestamp;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.csv.CsvExport;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Parameters;
import dev.perennial.api.platform.input.Problems;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.Patch;
import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.identity.PortalCaller;
import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Operations of no business, to try the conventions on. */
@Controller("/v1/things")
@Requires(property = "platform.test")
class ThingController {
    private static final Set<UUID> EXISTING = Set.of(TestApi.THING);

    enum SortKey { CREATED_AT, NAME }

    record ThingView(UUID id, ThingInput.Visibility visibility, Instant createdAt, Optional<Instant> modifiedAt, Optional<String> description) {}

    record Filter(PageRequest page, List<UUID> ids, Optional<Boolean> isArchived, Optional<Instant> after, List<ThingInput.Visibility> visibilities,
            Optional<String> query, List<Sort<SortKey>> sorting, Map<String, List<String>> metadata, Set<UUID> organizations) {
        static Supplier<Filter> read(Parameters in, MerchantCaller caller) {
            var page = in.page();
            var ids = in.all("id", uuid());
            var isArchived = in.optional("is_archived", bool());
            var after = in.optional("after", timestamp());
            var visibilities = in.all("visibility", oneOf(ThingInput.Visibility.class));
            var query = in.optional("query", text());
            var sorting = in.sorting(SortKey.class, List.of(Sort.descending(SortKey.CREATED_AT)));
            var metadata = in.metadata();
            var organizations = in.organizations(caller, Permission.PRODUCTS_READ);
            return () -> new Filter(page.get(), ids, isArchived, after, visibilities, query, sorting, metadata, organizations);
        }
    }

    @Get("/")
    @Access(subjects = {Subject.USER, Subject.ORGANIZATION}, scopes = {"things:read", "things:write"})
    ListResource<String> list(MerchantCaller caller, Query query) {
        Filter filter = query.read(in -> Filter.read(in, caller));
        int size = 101;
        List<String> rows = IntStream.range(0, size).mapToObj(Integer::toString).skip(filter.page().offset()).limit(filter.page().limit()).toList();
        return ListResource.of(new Listing<>(rows, size), filter.page(), row -> "thing " + row);
    }

    @Get("/filter")
    @Access(subjects = {Subject.USER, Subject.ORGANIZATION}, scopes = "things:read")
    Filter filter(MerchantCaller caller, Query query) {
        return query.read(in -> Filter.read(in, caller));
    }

    @Post("/")
    @Access(subjects = {Subject.USER, Subject.ORGANIZATION}, scopes = "things:write")
    HttpResponse<ThingInput> create(MerchantCaller caller, Body body) {
        ThingInput input = body.read(in -> ThingInput.read(in, caller));
        caller.demand(Permission.PRODUCTS_MANAGE, input.organizationId());
        if (input.medias().contains(TestApi.THING)) {
            new Problems().add("value_error", Loc.body("medias", input.medias().indexOf(TestApi.THING)), "A thing is not a medium.", TestApi.THING)
                    .throwIfAny();
        }
        return HttpResponse.created(input);
    }

    @Get("/{id}")
    @Access(subjects = {Subject.USER, Subject.ORGANIZATION}, scopes = {"things:read", "things:write"})
    Optional<ThingView> get(UUID id) {
        return EXISTING.contains(id)
                ? Optional.of(new ThingView(id, ThingInput.Visibility.DRAFT, Instant.parse("2026-01-01T00:00:00Z"),
                        Optional.of(Instant.parse("2026-01-01T00:00:00.123Z")), Optional.empty()))
                : Optional.empty();
    }

    @io.micronaut.http.annotation.Patch("/{id}")
    @Access(subjects = {Subject.USER, Subject.ORGANIZATION}, scopes = "things:write")
    Map<String, String> update(UUID id, Body body) {
        ThingInput.Change change = body.readOptional(ThingInput.Change::read);
        Map<String, String> seen = new HashMap<>();
        seen.put("name", change.name().orElse("unchanged"));
        seen.put("description", switch (change.description()) {
            case Patch.Keep<String> _ -> "kept";
            case Patch.Clear<String> _ -> "cleared";
            case Patch.Replace<String>(String value) -> "replaced by " + value;
        });
        return seen;
    }

    @Delete("/{id}")
    @Access(subjects = Subject.USER)
    HttpResponse<?> delete(UUID id) {
        throw ApiError.of("OrderNotDraft", "The thing is paid.");
    }

    @Get("/external/{external_id}")
    @Access(subjects = {Subject.USER, Subject.ORGANIZATION})
    Map<String, String> external(@PathVariable("external_id") String externalId) {
        return Map.of("external_id", externalId);
    }

    @Get("/failing")
    @Access(subjects = Subject.ANONYMOUS)
    String failing() {
        throw new IllegalStateException("a secret in a message");
    }

    @Get("/public")
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    Map<String, String> open(Caller caller) {
        return Map.of("caller", caller.getClass().getSimpleName(), "thread", Boolean.toString(Thread.currentThread().isVirtual()));
    }

    @Get("/export")
    @Access(subjects = Subject.USER)
    HttpResponse<InputStream> export() {
        return CsvExport.<Integer>of("things.csv", List.of("Number", "Text"),
                last -> IntStream.range(last.orElse(-1) + 1, Math.min(last.orElse(-1) + 1001, 50_000)).boxed().toList(),
                number -> List.of(number, "ä,b"));
    }

    @Get("/broken-export")
    @Access(subjects = Subject.USER)
    HttpResponse<InputStream> brokenExport() {
        return CsvExport.<Integer>of("things.csv", List.of("Number"), last -> {
            if (last.isPresent()) {
                throw new IllegalStateException("the database is gone");
            }
            return IntStream.range(0, 20_000).boxed().toList();
        }, List::of);
    }

    @Get("/portal")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = {"customer_portal:read", "customer_portal:write"})
    Map<String, UUID> portal(PortalCaller caller) {
        caller.demandBilling();
        return Map.of("customer_id", caller.customerId());
    }
}
