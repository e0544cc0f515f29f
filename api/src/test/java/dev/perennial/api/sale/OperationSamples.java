package dev.perennial.api.sale;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A good request for every operation, on objects of the merchant's. Columns: the operation; its path variables as {@code name=object}; its body; what a rival
 * hears of each foreign id in that body, by where it stands ({@code organization_id} is added to the body first), or for a list which filters to try with
 * foreign ids beside those of the contract; the status its owner gets, when it is no success.
 */
final class OperationSamples {
    private static final String TABLE = """
            GET /healthz
            GET /openapi.json
            GET /{version}/openapi.json | version=2026-10
            GET /docs
            GET /docs/{asset} | asset=page.css | | | 404
            GET /login
            POST /login | | | | 422
            POST /v1/login-code/request | | {"email": "somebody@example.com"}
            POST /v1/login-code/authenticate | | {"email": "somebody@example.com", "code": "ABC123"} | | 401
            POST /v1/auth/logout
            GET /v1/users/me
            GET /v1/audit/commands | | | organization_id
            GET /v1/organization-access-tokens/ | | | organization_id
            POST /v1/organization-access-tokens/ | | {"organization_id": "<organization>", "comment": "CI", "scopes": ["orders:read"]} | organization_id
            PATCH /v1/organization-access-tokens/{id} | id=organization_token | {"comment": "Stolen"}
            DELETE /v1/organization-access-tokens/{id} | id=organization_token
            GET /v1/personal-access-tokens/
            POST /v1/personal-access-tokens/ | | {"comment": "CI", "scopes": ["orders:read"]}
            PATCH /v1/personal-access-tokens/{id} | id=personal_token | {"comment": "Stolen"}
            DELETE /v1/personal-access-tokens/{id} | id=personal_token
            GET /v1/organizations/
            POST /v1/organizations/ | | {"name": "Another", "slug": "another"}
            GET /v1/organizations/{id} | id=organization
            PATCH /v1/organizations/{id} | id=organization | {"name": "Stolen"}
            DELETE /v1/organizations/{id} | id=organization
            GET /v1/organizations/{id}/members | id=organization
            POST /v1/organizations/{id}/members/invite | id=organization | {"email": "new@acme.example"}
            PATCH /v1/organizations/{id}/members/{user_id} | id=organization, user_id=staff | {"role": "finance"}
            DELETE /v1/organizations/{id}/members/{user_id} | id=organization, user_id=staff
            DELETE /v1/organizations/{id}/members/leave | id=organization
            GET /v1/organizations/{id}/roles | id=organization
            GET /v1/products/
            POST /v1/products/ | | {"name": "Stolen", "prices": [{"amount_type": "fixed", "price_amount": 900}]} | organization_id
            GET /v1/products/{id} | id=product
            PATCH /v1/products/{id} | id=product | {"name": "Stolen"}
            GET /v1/checkouts/
            POST /v1/checkouts/ | | {"products": ["<product>"]} | products.0
            GET /v1/checkouts/{id} | id=checkout
            PATCH /v1/checkouts/{id} | id=checkout | {"metadata": {"of": "stolen"}}
            GET /v1/checkouts/client/{client_secret} | client_secret=client_secret
            PATCH /v1/checkouts/client/{client_secret} | client_secret=client_secret | {"customer_name": "Jo"}
            POST /v1/checkouts/client/{client_secret}/confirm | client_secret=client_secret | {"confirmation_token_id": "ctoken_1"}
            GET /v1/customers/
            POST /v1/customers/ | | {"email": "stolen@example.com"} | organization_id
            GET /v1/customers/{id} | id=customer
            PATCH /v1/customers/{id} | id=customer | {"name": "Stolen"}
            GET /v1/customers/{id}/state | id=customer
            GET /v1/customers/{id}/payment-methods | id=customer
            GET /v1/customers/external/{external_id} | external_id=external_id
            PATCH /v1/customers/external/{external_id} | external_id=external_id | {"name": "Stolen"}
            GET /v1/customers/external/{external_id}/state | external_id=external_id
            GET /v1/customers/external/{external_id}/payment-methods | external_id=external_id
            DELETE /v1/customers/{id} | id=fresh_customer
            DELETE /v1/customers/external/{external_id} | external_id=leaving_external
            GET /v1/customers/export | | | *
            GET /v1/customers/{id}/members | id=team
            POST /v1/customers/{id}/members | id=team | {"email": "one@example.com"}
            GET /v1/customers/{id}/members/{member_id} | id=team, member_id=member
            PATCH /v1/customers/{id}/members/{member_id} | id=team, member_id=member | {"name": "Stolen"}
            DELETE /v1/customers/{id}/members/{member_id} | id=team, member_id=member
            GET /v1/customers/external/{external_id}/members | external_id=team_external
            POST /v1/customers/external/{external_id}/members | external_id=team_external | {"email": "two@example.com"}
            GET /v1/customers/external/{external_id}/members/{member_external_id} | external_id=team_external, member_external_id=member_external
            PATCH /v1/customers/external/{external_id}/members/{member_external_id} | external_id=team_external, member_external_id=member_external | {"name": "Stolen"}
            DELETE /v1/customers/external/{external_id}/members/{member_external_id} | external_id=team_external, member_external_id=second_external
            GET /v1/members/
            POST /v1/members/ | | {"customer_id": "<team>", "email": "three@example.com"} | customer_id
            GET /v1/members/{id} | id=member
            PATCH /v1/members/{id} | id=member | {"name": "Stolen"}
            DELETE /v1/members/{id} | id=third
            GET /v1/custom-fields/
            POST /v1/custom-fields/ | | {"type": "text", "slug": "stolen", "name": "Stolen", "properties": {}} | text.organization_id
            GET /v1/custom-fields/{id} | id=field
            PATCH /v1/custom-fields/{id} | id=field | {"type": "text", "name": "Stolen"}
            DELETE /v1/custom-fields/{id} | id=field
            GET /v1/files/
            POST /v1/files/ | | {"service": "downloadable", "name": "a.txt", "mime_type": "text/plain", "size": 1, "upload": {"parts": [{"number": 1, "chunk_start": 0, "chunk_end": 1}]}} | downloadable.organization_id
            POST /v1/files/{id}/uploaded | id=file | {"id": "x", "path": "y", "parts": [{"number": 1, "checksum_etag": "e", "checksum_sha256_base64": null}]} | | 422
            PATCH /v1/files/{id} | id=file | {"name": "stolen.txt"}
            DELETE /v1/files/{id} | id=file
            PUT /v1/storage/parts/{upload}/{number} | upload=file, number=1 | x | | 422
            GET /v1/storage/objects/{service}/{organization}/{object}/{name} | service=downloadable, organization=organization, object=file, name=a | | | 404
            POST /v1/customer-sessions/ | | {"customer_id": "<customer>"} | customer_id
            GET /v1/subscriptions/
            GET /v1/subscriptions/{id} | id=subscription
            PATCH /v1/subscriptions/{id} | id=subscription | {"cancel_at_period_end": true}
            DELETE /v1/subscriptions/{id} | id=subscription
            GET /v1/orders/
            GET /v1/orders/{id} | id=order
            GET /v1/payments/
            GET /v1/payments/{id} | id=payment
            GET /v1/webhooks/endpoints
            POST /v1/webhooks/endpoints | | {"url": "https://example.com/stolen", "format": "raw", "events": []} | organization_id
            GET /v1/webhooks/endpoints/{id} | id=endpoint
            PATCH /v1/webhooks/endpoints/{id} | id=endpoint | {"url": "https://example.com/stolen"}
            PATCH /v1/webhooks/endpoints/{id}/secret | id=endpoint
            DELETE /v1/webhooks/endpoints/{id} | id=endpoint
            GET /v1/webhooks/deliveries
            POST /v1/webhooks/events/{id}/redeliver | id=event
            GET /v1/test-clocks/ | | | organization_id
            POST /v1/test-clocks/ | | {"name": "Stolen", "frozen_time": "2028-01-01T00:00:00Z"} | organization_id
            GET /v1/test-clocks/{id} | id=clock
            POST /v1/test-clocks/{id}/customers | id=clock | {"customer_id": "<fresh_customer>"} | customer_id
            POST /v1/test-clocks/{id}/advance | id=clock | {"frozen_time": "2029-01-01T00:00:00Z"}
            DELETE /v1/test-clocks/{id} | id=clock
            GET /v1/customer-portal/customers/me
            PATCH /v1/customer-portal/customers/me | | {"billing_name": "Stolen"}
            GET /v1/customer-portal/customer-session/introspect
            GET /v1/customer-portal/customer-session/user
            GET /v1/customer-portal/members
            POST /v1/customer-portal/members | | {"email": "four@example.com"}
            PATCH /v1/customer-portal/members/{id} | id=member | {"role": "billing_manager"}
            DELETE /v1/customer-portal/members/{id} | id=fourth
            GET /v1/customer-portal/customers/me/payment-methods
            POST /v1/customer-portal/customers/me/payment-methods | | {"confirmation_token_id": "ctoken_1", "set_default": false, "return_url": "https://example.com"}
            POST /v1/customer-portal/customers/me/payment-methods/confirm | | {"setup_intent_id": "seti_1", "set_default": false}
            GET /v1/customer-portal/subscriptions/
            GET /v1/customer-portal/subscriptions/{id} | id=subscription
            GET /v1/customer-portal/orders/
            GET /v1/customer-portal/orders/{id} | id=order
            GET /v1/customer-portal/orders/{id}/payment-status | id=order
            POST /v1/customer-portal/orders/{id}/confirm-payment | id=order | {"confirmation_token_id": "ctoken_1"}
            POST /v1/integrations/stripe/webhook | | {} | | 400
            GET /.well-known/openid-configuration
            GET /.well-known/jwks.json
            GET /v1/oauth2/
            GET /v1/oauth2/authorize | | | | 400
            GET /oauth2/authorize | | | | 400
            POST /oauth2/authorize | | | | 422
            POST /v1/oauth2/token | | | | 400
            POST /v1/oauth2/revoke | | | | 400
            POST /v1/oauth2/introspect | | | | 400
            GET /v1/oauth2/userinfo
            POST /v1/oauth2/userinfo
            POST /v1/oauth2/register | | {"redirect_uris": ["https://example.com/back"], "client_name": "App"}
            GET /v1/oauth2/register/{client_id} | client_id=external_id | | | 400
            PUT /v1/oauth2/register/{client_id} | client_id=external_id | {"redirect_uris": ["https://example.com/back"], "client_name": "App"} | | 422
            DELETE /v1/oauth2/register/{client_id} | client_id=external_id | | | 400
            """;

    /**
     * One operation's good request.
     *
     * @param variables the path's variables with the names of objects
     * @param foreign where in the body foreign ids stand, or further filters of a list
     * @param status what its owner gets; nothing for any success
     */
    record OperationSample(String operation, Map<String, String> variables, String body, List<String> foreign, Optional<Integer> status) {
        /** Variables that name no object. */
        private static final Set<String> LITERALS = Set.of("version", "asset", "number", "service", "name");

        private static OperationSample parse(String line) {
            List<String> columns = Arrays.stream((line + " | | | | ").split("\\|", -1)).map(String::strip).toList();
            Map<String, String> variables = list(columns.get(1)).stream().map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
            return new OperationSample(columns.get(0), variables, columns.get(2), list(columns.get(3)),
                    Optional.of(columns.get(4)).filter(status -> !status.isEmpty()).map(Integer::valueOf));
        }

        private static List<String> list(String column) {
            return column.isEmpty() ? List.of() : Arrays.stream(column.split(",")).map(String::strip).toList();
        }

        String method() {
            return operation.substring(0, operation.indexOf(' '));
        }

        /** The path with the names of objects in place of the variables. */
        String path() {
            String path = operation.substring(operation.indexOf(' ') + 1);
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                boolean literal = LITERALS.contains(variable.getKey());
                path = path.replace("{" + variable.getKey() + "}", literal ? variable.getValue() : "<" + variable.getValue() + ">");
            }
            return path;
        }
    }

    private static final Map<String, OperationSample> BY_OPERATION = TABLE.lines().map(OperationSample::parse)
            .collect(Collectors.toMap(OperationSample::operation, Function.identity(), (one, _) -> one, LinkedHashMap::new));
    private static final List<String> ORDER = List.copyOf(BY_OPERATION.keySet());

    private OperationSamples() {}

    /** The sample of an operation, which has to bring one. */
    static OperationSample of(String operation) {
        OperationSample sample = BY_OPERATION.get(operation);
        if (sample == null) {
            throw new AssertionError("the operation " + operation + " has no line in OperationSamples: add one");
        }
        return sample;
    }

    /** Where in the table an operation stands: the order in which its owner's requests are made. */
    static int position(String operation) {
        return ORDER.indexOf(operation);
    }

    static Set<String> operations() {
        return BY_OPERATION.keySet();
    }
}
