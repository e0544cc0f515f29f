package dev.perennial.api.platform.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.api.platform.Marks;
import dev.perennial.api.platform.access.CallerOf;
import dev.perennial.api.platform.error.Answers;
import dev.perennial.api.platform.http.Received;
import dev.perennial.core.idempotency.IdempotencyKey;
import dev.perennial.core.idempotency.IdempotencyKeys;
import dev.perennial.core.idempotency.IdempotencyKeys.Standing;
import dev.perennial.core.idempotency.KeptAnswer;
import dev.perennial.core.identity.Anonymous;
import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.CustomerCaller;
import dev.perennial.core.identity.MemberCaller;
import dev.perennial.core.identity.OrganizationCaller;
import dev.perennial.core.identity.UserCaller;
import io.micronaut.context.BeanProvider;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives the first request of a key its turn, keeps its answer for the others, and lets those that come at the same time wait for it. */
@ServerFilter(value = ServerFilter.MATCH_ALL_PATTERN, methods = {HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE})
@Order(IdempotencyFilter.AFTER_ACCESS)
class IdempotencyFilter {
    static final int AFTER_ACCESS = 100;
    static final String REPLAYED = "Idempotent-Replayed";
    private static final String RUN = "perennial.idempotent-run";
    /** Longer than any operation takes, short enough to wait for when a process died. */
    private static final Duration LEASE = Duration.ofSeconds(60);
    /** The official clients give up after 5 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** Turned away before anything was done: once that is mended, the same key is good for another try. */
    private static final Set<HttpStatus> TURNED_AWAY = Set.of(HttpStatus.UNAUTHORIZED, HttpStatus.FORBIDDEN, HttpStatus.TOO_MANY_REQUESTS);

    private final BeanProvider<IdempotencyKeys> keys;
    private final ObjectMapper mapper;

    IdempotencyFilter(BeanProvider<IdempotencyKeys> keys, ObjectMapper mapper) {
        this.keys = keys;
        this.mapper = mapper;
    }

    /** A request that has its turn. */
    private record Run(IdempotencyKey key, UUID claim, RequestIds.Derived ids) {}

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    HttpResponse<?> begin(HttpRequest<?> request, MutablePropagatedContext context) throws InterruptedException {
        Optional<String> value = KeyHeader.read(request);
        Caller caller = CallerOf.request(request).orElse(null);
        if (value.isEmpty() || caller == null || caller instanceof Anonymous) {
            return null;
        }
        IdempotencyKey key = new IdempotencyKey(subject(caller), value.get());
        return switch (standing(key, complete(request, caller))) {
            case Standing.Claimed(UUID claim, UUID seed) -> {
                Run run = new Run(key, claim, new RequestIds.Derived(seed));
                request.setAttribute(RUN, run);
                context.add(run.ids());
                yield null;
            }
            case Standing.Answered(KeptAnswer answer) -> replay(answer);
            case Standing.InProgress() ->
                Answers.named("IdempotencyKeyInUse", "The first request with this key is still at work; try again in a moment.");
            case Standing.Reused() -> Answers.named("IdempotencyKeyReused", "This key belongs to another request; take a new one.");
        };
    }

    private Standing standing(IdempotencyKey key, byte[] request) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Standing standing = keys.get().claim(key, request, LEASE);
        while (standing instanceof Standing.InProgress && System.nanoTime() - deadline < 0) {
            Thread.sleep(PAUSE); // On a virtual thread, without a database connection.
            standing = keys.get().claim(key, request, LEASE);
        }
        return standing;
    }

    @ResponseFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void finish(HttpRequest<?> request, MutableHttpResponse<?> answer) {
        request.getAttribute(RUN, Run.class).ifPresent(run -> {
            if (TURNED_AWAY.contains(answer.status())) {
                keys.get().forget(run.key(), run.claim());
            } else if (answer.code() >= HttpStatus.INTERNAL_SERVER_ERROR.getCode() || run.ids().isAnswerPassing()) {
                keys.get().giveBack(run.key(), run.claim());
            } else {
                keys.get().keep(run.key(), run.claim(), kept(answer));
            }
        });
    }

    private KeptAnswer kept(MutableHttpResponse<?> answer) {
        Object body = answer.getBody(Object.class).orElse(null);
        if (body == null) {
            return new KeptAnswer(answer.code(), null, new byte[0]);
        }
        String type = answer.getContentType().orElse(MediaType.APPLICATION_JSON_TYPE).toString();
        return new KeptAnswer(answer.code(), type, switch (body) {
            case byte[] bytes -> bytes;
            case CharSequence text -> text.toString().getBytes(UTF_8);
            default -> json(body);
        });
    }

    private byte[] json(Object body) {
        try {
            return mapper.writeValueAsBytes(body);
        } catch (JsonProcessingException failed) {
            throw new IllegalStateException("an answer cannot be kept", failed);
        }
    }

    private static MutableHttpResponse<?> replay(KeptAnswer kept) {
        MutableHttpResponse<byte[]> answer = HttpResponse.<byte[]>status(HttpStatus.valueOf(kept.status())).header(REPLAYED, "true");
        String type = kept.contentType();
        return type == null ? answer : answer.body(kept.body()).contentType(MediaType.of(type));
    }

    /** All that decides what is asked for: what is left out here could be answered with somebody else's answer. */
    private static byte[] complete(HttpRequest<?> request, Caller caller) {
        String narrowing = caller instanceof UserCaller user ? user.impliedOrganization().map(UUID::toString).orElse("") : "";
        String head = String.join("\n", request.getMethodName(), request.getPath(), String.valueOf(request.getUri().getRawQuery()),
                request.getAttribute(Marks.VERSION, String.class).orElse(""), narrowing, "");
        ByteArrayOutputStream complete = new ByteArrayOutputStream();
        complete.writeBytes(head.getBytes(UTF_8));
        complete.writeBytes(Received.copyOfBody(request));
        return complete.toByteArray();
    }

    private static String subject(Caller caller) {
        return switch (caller) {
            case OrganizationCaller organization -> "organization:" + organization.organizationId();
            case UserCaller user -> "user:" + user.userId();
            case CustomerCaller customer -> "customer:" + customer.customerId();
            case MemberCaller member -> "member:" + member.memberId();
            case Anonymous _ -> throw new IllegalArgumentException("nobody has keys");
        };
    }

    @Scheduled(fixedDelay = "1m", initialDelay = "1m")
    void forgetExpired() {
        keys.ifPresent(IdempotencyKeys::forgetExpired);
    }
}
