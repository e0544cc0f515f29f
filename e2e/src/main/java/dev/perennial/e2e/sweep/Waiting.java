package dev.perennial.e2e.sweep;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who waits for what a workflow makes of a command. When it is terminated the real service tells them so; the test service leaves them waiting, and they are told
 * from here.
 */
final class Waiting implements ClientInterceptor {
    private static final Set<String> UPDATES = Set.of("ExecuteMultiOperation", "UpdateWorkflowExecution", "PollWorkflowExecutionUpdate");
    private final Set<ClientCall<?, ?>> calls = ConcurrentHashMap.newKeySet();

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        ClientCall<Q, A> call = next.newCall(method, options);
        return UPDATES.contains(String.valueOf(method.getBareMethodName())) ? new Noted<>(call) : call;
    }

    private final class Noted<Q, A> extends SimpleForwardingClientCall<Q, A> {
        Noted(ClientCall<Q, A> call) { super(call); }

        @Override
        public void start(Listener<A> listener, Metadata headers) {
            calls.add(this);
            super.start(new SimpleForwardingClientCallListener<>(listener) {
                @Override
                public void onClose(Status status, Metadata trailers) {
                    calls.remove(Noted.this);
                    super.onClose(status, trailers);
                }
            }, headers);
        }
    }

    /** Tells everybody that nothing will come of it: there is one workflow to wait for at a time. */
    void tellThatItIsOver() {
        calls.forEach(call -> call.cancel("the workflow was terminated", null));
    }
}
