package dev.perennial.api.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.platform.error.OAuthError;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.OrganizationCaller;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.identity.Users;
import dev.perennial.core.organization.Organizations;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import org.jspecify.annotations.Nullable;

/** Tells an application whom its token stands for. */
@Controller("/v1/oauth2/userinfo")
class UserinfoController {
    private static final String OPENID = "openid";

    private final Users users;
    private final Organizations organizations;

    UserinfoController(Users users, Organizations organizations) {
        this.users = users;
        this.organizations = organizations;
    }

    /**
     * Whom a token stands for.
     *
     * @param name an organization's slug; people have none
     * @param email with the scope {@code email}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UserinfoView(String sub, @Nullable String name, @Nullable String email, @Nullable Boolean emailVerified) {}

    @Get
    @Access(subjects = {Subject.USER, Subject.ORGANIZATION}, scopes = OPENID)
    @Operation("oauth2:userinfo")
    UserinfoView get(MerchantCaller caller) {
        return view(caller);
    }

    @Post
    @Consumes(MediaType.ALL)
    @Access(subjects = {Subject.USER, Subject.ORGANIZATION}, scopes = OPENID)
    @Operation("oauth2:userinfo_post")
    UserinfoView post(MerchantCaller caller) {
        return view(caller);
    }

    private UserinfoView view(MerchantCaller caller) {
        return switch (caller) {
            case UserCaller user -> ofUser(user);
            case OrganizationCaller organization -> new UserinfoView(organization.organizationId().toString(),
                    organizations.get(organization.organizationId()).slug(), null, null);
        };
    }

    private UserinfoView ofUser(UserCaller caller) {
        var user = users.find(caller.userId()).orElseThrow(OAuthError::invalidToken);
        return caller.scopes().contains("email")
                ? new UserinfoView(user.id().toString(), null, user.email(), user.emailVerified())
                : new UserinfoView(user.id().toString(), null, null, null);
    }
}
