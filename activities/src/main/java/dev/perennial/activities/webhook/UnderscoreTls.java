package dev.perennial.activities.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * TLS to hosts with an underscore, too. The JDK would not tell such a name to the server, which then shows the certificate of another site, and calls it illegal when it
 * is held against a certificate. Here it is told, and the client's own check compares it; for all other hosts both checks are made.
 */
final class UnderscoreTls implements TlsSocketStrategy {
    private final SSLContext context;
    private final TlsSocketStrategy usual;

    UnderscoreTls(SSLContext context) {
        this.context = context;
        this.usual = new DefaultClientTlsStrategy(context);
    }

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext http) throws IOException {
        TlsSocketStrategy strategy = target.indexOf('_') < 0 ? usual : new Named(context, target);
        return strategy.upgrade(socket, target, port, attachment, http);
    }

    private static final class Named extends DefaultClientTlsStrategy {
        private final SNIServerName name;

        Named(SSLContext context, String host) {
            super(context, HostnameVerificationPolicy.CLIENT, HttpsSupport.getDefaultHostnameVerifier());
            name = new UncheckedName(host);
        }

        @Override
        protected void initializeSocket(SSLSocket socket) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(name));
            socket.setSSLParameters(parameters);
        }
    }

    /** A host's name that is not held against the JDK's rules for names. */
    private static final class UncheckedName extends SNIServerName {
        UncheckedName(String host) { super(StandardConstants.SNI_HOST_NAME, host.getBytes(US_ASCII)); }
    }
}
