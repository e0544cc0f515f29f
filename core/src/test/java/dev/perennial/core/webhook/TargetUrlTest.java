package dev.perennial.core.webhook;

import static dev.perennial.core.webhook.TargetPolicy.PRIVATE_ALLOWED;
import static dev.perennial.core.webhook.TargetPolicy.PUBLIC_ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://example.com                    | https://example.com
            HTTPS://example.com/hook?a=1&b=%20#top | https://example.com/hook?a=1&b=%20#top
            '  https://example.com/hook '          | https://example.com/hook
            https://example.com:8443/hook          | https://example.com:8443/hook
            https://under_score.example/           | https://under_score.example/
            https://_hook.Example./a               | https://_hook.example/a
            https://BÜCHER.example:8443            | https://xn--bcher-kva.example:8443
            https://straße.example                 | https://xn--strae-oqa.example
            https://example.com/?a[]=1&b={x}       | https://example.com/?a[]=1&b=%7Bx%7D
            https://bücher.example/straße          | https://xn--bcher-kva.example/stra%C3%9Fe
            https://8.8.8.8/hook                   | https://8.8.8.8/hook
            https://[2606:4700::1111]/hook         | https://[2606:4700::1111]/hook
            https://1.example/                     | https://1.example/
            """)
    void leadsToThePublicInternet(String typed, String url) {
        assertThat(TargetUrl.of(typed, PUBLIC_ONLY)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.com", "https:", "https://", "https:///path", "http://example.com", "ftp://example.com",
            "mailto:a@example.com",
            "https://exa mple.com", "https://a..b.example", "https://-.example/", "https://example.com:port/",
            "https://[::1", "https://a@b@example.com/", "https://user:pass@example.com/", "https://user@example.com/", "https://@example.com/",
            "https://example.com:99999/", "https://example.com:0/", "https://example.com\\@evil.example/", "https://ex\u0000ample.com",
            "https://xn--a.example"})
    void refusesWhatIsNoSecureUrl(String typed) {
        assertThatThrownBy(() -> TargetUrl.of(typed, PUBLIC_ONLY)).isInstanceOf(InvalidTargetUrl.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "localhost.", "api.localhost", "127.0.0.1", "127.0.0.1.", "127.1", "2130706433", "0x7f000001",
            "0177.0.0.1", "１２７.0.0.1", "0.0.0.0", "10.1.2.3", "100.64.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.1.1",
            "192.0.2.1", "198.19.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "255.255.255.255", "[::]", "[::1]", "[::ffff:127.0.0.1]",
            "[::ffff:a00:1]", "[fe80::1]", "[fc00::1]", "[fd12::1]", "[ff02::1]", "[2001:db8::1]", "[2002:7f00:1::]", "[64:ff9b::7f00:1]"})
    void neverLeadsIntoOurOwnNetwork(String host) {
        assertThatThrownBy(() -> TargetUrl.of("https://" + host + "/hook", PUBLIC_ONLY)).isInstanceOf(InvalidTargetUrl.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000/hook", "http://127.0.0.1:8080", "https://10.1.2.3/hook", "http://[::1]:9999/hook"})
    void leadsAnywhereWhereTheOperatorAllowsIt(String url) {
        assertThat(TargetUrl.of(url, PRIVATE_ALLOWED)).hasToString(url);
    }

    @Test
    void hasALimit() {
        String longest = "https://example.com/" + "a".repeat(2_083 - 20);
        assertThat(TargetUrl.of(longest, PUBLIC_ONLY)).hasToString(longest);
        assertThatThrownBy(() -> TargetUrl.of(longest + "a", PUBLIC_ONLY)).isInstanceOf(InvalidTargetUrl.class).hasMessageContaining("2083");
    }

    @ParameterizedTest
    @CsvSource({"93.184.216.34,true", "172.15.255.255,true", "172.32.0.0,true", "100.63.255.255,true", "100.128.0.0,true", "223.255.255.255,true",
            "2606:4700::1111,true", "64:ff9b::808:808,true", "127.0.0.1,false", "169.254.169.254,false", "10.0.0.1,false", "::1,false",
            "fe80::1,false",
            "64:ff9b::a00:1,false", "64:ff9b:1::1,false", "2001::1,false", "2002:808:808::1,false", "fec0::1,false", "100::1,false",
            "192.88.99.1,false",
            "0.1.2.3,false", "240.0.0.1,false", "fd00::1,false", "::ffff:192.168.0.1,false", "::7f00:1,false"})
    void isCheckedAgainAtTheAddressItResolvedTo(String address, boolean isPublic) {
        assertThat(PUBLIC_ONLY.permits(InetAddress.ofLiteral(address))).isEqualTo(isPublic);
        assertThat(PRIVATE_ALLOWED.permits(InetAddress.ofLiteral(address))).isTrue();
    }
}
