package dev.perennial.core.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbedHostTest {
    @ParameterizedTest
    @CsvSource({"shop.example.com, shop.example.com", "' Shop.Example.com ', shop.example.com", "shop.example.com:8443, shop.example.com:8443",
            "*.example.com, *.example.com", "localhost:3000, localhost:3000", "http://localhost:3000, http://localhost:3000",
            "capacitor://localhost, capacitor://localhost", "127.0.0.1:8080, 127.0.0.1:8080", "my_shop.example.com, my_shop.example.com",
            "*.BÜCHER.example:8443, *.xn--bcher-kva.example:8443"})
    void acceptsHostsAndApps(String given, String kept) {
        assertThat(EmbedHost.of(given)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://a.shop.example      | a.shop.example *.shop.example *.example a.shop.example:443 *.shop.example:443 *.example:443
            https://a.shop.example:8443 | a.shop.example:8443 *.shop.example:8443 *.example:8443
            http://localhost:3000       | localhost:3000 http://localhost:3000
            http://localhost            | localhost http://localhost localhost:80 http://localhost:80
            capacitor://localhost       | capacitor://localhost
            http://shop.example         |
            https://shop.example/       |
            https://shop.example:443    |
            HTTPS://shop.example        |
            null                        |
            """)
    void aPageIsAdmittedByItsHostAndWildcards(String origin, @Nullable String forms) {
        assertThat(String.join(" ", EmbedHost.admitting(origin))).isEqualTo(forms == null ? "" : forms);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://shop.example.com", "http://shop.example.com", "*.com", "*", "shop.example.com/path", "shop.example.com:0",
            "shop.example.com:99999", "*.*.example.com", "a b.example.com", "ftp://example.com", "-shop.example.com", "shop..example.com"})
    void refusesWhatIsNoHost(String given) {
        assertThatThrownBy(() -> EmbedHost.of(given)).isInstanceOf(IllegalArgumentException.class);
    }
}
