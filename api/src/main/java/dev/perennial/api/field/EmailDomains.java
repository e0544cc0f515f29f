package dev.perennial.api.field;

import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Problems;
import dev.perennial.core.settings.Settings;
import jakarta.inject.Singleton;
import java.util.Hashtable;
import java.util.Optional;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows whether mail can be sent to the domain of an address, as far as the operator wants that to be asked. */
@Singleton
public class EmailDomains {
    private static final Logger LOG = LoggerFactory.getLogger(EmailDomains.class);
    // Two tries of a second each: a client waits 5 s for its answer.
    private static final String PATIENCE_MILLIS = "1000";
    private static final String TRIES = "2";

    private static final String NO_MAIL = "0 .";

    private final Settings settings;

    EmailDomains(Settings settings) { this.settings = settings; }

    /** Notes a problem of the body's field unless mail can be sent there. A name server that does not answer is no reason to refuse anybody. */
    public void check(Optional<String> email, String field, Problems problems) {
        email.filter(address -> settings.emailDomainCheck() && !takesMail(address.substring(address.lastIndexOf('@') + 1)))
                .ifPresent(
                        address -> problems.add("value_error", Loc.body(field), "The domain of this e-mail address does not accept mail.", address));
    }

    // Only DNS is asked, which answers records and no objects; its API wants a Hashtable.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private static boolean takesMail(String domain) {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put("com.sun.jndi.dns.timeout.initial", PATIENCE_MILLIS);
        environment.put("com.sun.jndi.dns.timeout.retries", TRIES);
        try {
            InitialDirContext dns = new InitialDirContext(environment);
            try {
                Attribute mail = records(dns, domain, "MX");
                // Without a record for mail it goes to the host itself; a record that names the root says that none is taken.
                return mail == null ? records(dns, domain, "A") != null || records(dns, domain, "AAAA") != null : !NO_MAIL.equals(mail.get(0));
            } finally {
                dns.close();
            }
        } catch (NameNotFoundException _) {
            return false;
        } catch (NamingException unanswered) {
            LOG.warn("The domain of an e-mail address could not be looked up: {}", unanswered.getExplanation());
            return true;
        }
    }

    /** One kind at a time: asked for several, the client asks for any, which many name servers do not answer any more. */
    @SuppressWarnings("BanJNDI") // Only DNS is asked, which answers records and no objects.
    private static @Nullable Attribute records(InitialDirContext dns, String domain, String kind) throws NamingException {
        return dns.getAttributes(domain, new String[]{kind}).get(kind);
    }
}
