package dev.perennial.api.file;

import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.platform.document.Operation;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.HttpStatus;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Parameters;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.file.FileStore;
import dev.perennial.core.file.Files;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.wire.FileView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

@Controller("/v1/files")
class FileController {
    private final FileDesk desk;
    private final Files files;
    private final FileStore store;

    FileController(FileDesk desk, Files files, FileStore store) {
        this.desk = desk;
        this.files = files;
        this.store = store;
    }

    private record Asked(Set<UUID> organizations, List<UUID> ids, PageRequest page) {
        static Supplier<Asked> read(Parameters in, MerchantCaller caller) {
            var organizations = in.organizations(caller, Permission.PRODUCTS_READ);
            var ids = in.all("ids", uuid());
            var page = in.page();
            return () -> new Asked(organizations, ids, page.get());
        }
    }

    @Get("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"files:read", "files:write"})
    ListResource<FileView> list(MerchantCaller caller, Query query) {
        Asked asked = query.read(in -> Asked.read(in, caller));
        return ListResource.of(files.list(asked.organizations(), asked.ids(), asked.page()), asked.page(), file -> FileView.of(file, store));
    }

    @Post("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "files:write")
    @Status(HttpStatus.CREATED)
    HttpResponse<FileView.Upload> create(MerchantCaller caller, Body body) {
        return HttpResponse.created(desk.create(body.read(FileInput.toCreate(caller)), caller));
    }

    @Post("/{id}/uploaded")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "files:write")
    @Operation(value = "files:uploaded", refuses = "NotPermitted")
    FileView complete(MerchantCaller caller, UUID id, Body body) {
        return desk.complete(id, body.read(FileInput.Done::read), caller);
    }

    @Patch("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "files:write")
    @Operation(refuses = "NotPermitted")
    FileView update(MerchantCaller caller, UUID id, Body body) {
        return desk.update(id, body.read(FileInput.Change::read), caller);
    }

    @Delete("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "files:write")
    @Operation(refuses = "NotPermitted")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> delete(MerchantCaller caller, UUID id) {
        desk.delete(id, caller);
        return HttpResponse.noContent();
    }
}
