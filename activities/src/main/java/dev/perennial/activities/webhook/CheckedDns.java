package dev.perennial.activities.webhook;

import dev.perennial.core.webhook.TargetPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves names for the client that connects: what was checked is what is called, so a name cannot answer differently in between. A name with one forbidden
 * address among others is refused as a whole.
 */
final class CheckedDns implements DnsResolver {
    private final TargetPolicy policy;

    CheckedDns(TargetPolicy policy) { this.policy = policy; }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        if (!Arrays.stream(addresses).allMatch(policy::permits)) {
            throw new ForbiddenTarget();
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }

    /** The name leads into a network that deliveries may not reach. The message is shown to the merchant: it doesn't tell the address. */
    static final class ForbiddenTarget extends UnknownHostException {
        ForbiddenTarget() { super("The host does not lead to a public address"); }
    }
}
