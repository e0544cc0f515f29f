package dev.perennial.api.identity;

import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.timestamp;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.command.AuditEntry;
import dev.perennial.core.command.AuditTrail;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.listing.PageRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** Who did what in an organization, when, and what came of it. */
@Controller("/v1/audit/commands")
class AuditController {
    private final AuditTrail trail;

    AuditController(AuditTrail trail) { this.trail = trail; }

    private record Asked(AuditTrail.Search search, PageRequest page) {}

    /** Newest first; the arguments of what was asked are never shown. */
    @Get
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"organizations:read", "organizations:write"})
    @Operation("audit:list_commands")
    ListResource<AuditEntry> list(MerchantCaller caller, Query query) {
        Asked asked = query.read(in -> {
            var organizations = in.organizations(caller, Permission.ORGANIZATION_MANAGE);
            var kinds = in.all("type", text());
            var aggregates = in.all("aggregate", text());
            var aggregateIds = in.all("aggregate_id", uuid());
            var from = in.optional("created_from", timestamp());
            var before = in.optional("created_before", timestamp());
            var page = in.page();
            return () -> new Asked(new AuditTrail.Search(organizations, kinds, aggregates, aggregateIds, from, before), page.get());
        });
        return ListResource.of(trail.search(asked.search(), asked.page()), asked.page(), entry -> entry);
    }
}
