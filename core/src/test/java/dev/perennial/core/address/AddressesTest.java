package dev.perennial.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The spellings of hosts, URLs and mailboxes (INP-5, INP-7). */
class AddressesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Example.COM            | example.com
            example.com.           | example.com
            my_shop.example        | my_shop.example
            bücher.example         | xn--bcher-kva.example
            BÜCHER.example         | xn--bcher-kva.example
            xn--bcher-kva.EXAMPLE  | xn--bcher-kva.example
            bu\u0308cher.example   | xn--bcher-kva.example
            straße.example         | xn--strae-oqa.example
            例え。テスト            | xn--r8jz45g.xn--zckzah
            ｅｘａｍｐｌｅ.com      | example.com
            １２７.0.0.1           | 127.0.0.1
            r3---sn-abc.example    | r3---sn-abc.example
            [2606:4700::ABCD]      | [2606:4700::abcd]
            localhost              | localhost
            """)
    void aHostHasOneSpelling(String typed, String host) {
        assertThat(HostName.of(typed)).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a..b", "-a.example", "a-.example", "a b", "a/b", "exa%6dple.com", "xn--a.example", "xn--.example",
            "a\u0000b", "a\u202eb.example",
            "[::1", "[1::2::3]", "[fe80::1%25eth0]", "[127.0.0.1]", "*.example"})
    void whatIsNoHostIsRefused(String typed) {
        assertThatThrownBy(() -> HostName.of(typed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAreAtMost253CharactersOf63Each() {
        assertThat(HostName.of("a".repeat(63) + ".example")).hasSize(71);
        assertThatThrownBy(() -> HostName.of("a".repeat(64) + ".example")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HostName.of("ü".repeat(60) + ".example")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HostName.of("a.".repeat(126) + "ab")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HostName.of("\u00e9".repeat(2_000))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HostName.of("\ufdfa".repeat(250))).as("each is mapped to eighteen").isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WebUrl.of("https://" + "\u00e9".repeat(2_000) + "/")).isInstanceOf(IllegalArgumentException.class);
        assertThat(EmailAddress.read("jo@" + "\u00e9".repeat(2_000) + ".example")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://example.com/a?b=1#c                | https://example.com/a?b=1#c               | https://example.com/a?b=1#c                   | https://example.com
            HTTPS://Example.COM:443/A                  | HTTPS://Example.COM:443/A                 | https://example.com:443/A                     | https://example.com
            http://my_shop.example:8080                | http://my_shop.example:8080               | http://my_shop.example:8080                   | http://my_shop.example:8080
            https://bücher.example/straße?q=é          | https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A9 | https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A9 | https://xn--bcher-kva.example
            https://a.example/{CHECKOUT_ID}?x={y}      | https://a.example/{CHECKOUT_ID}?x={y}     | https://a.example/%7BCHECKOUT_ID%7D?x=%7By%7D | https://a.example
            https://a.example/b[1]?c[]=2               | https://a.example/b[1]?c[]=2              | https://a.example/b%5B1%5D?c[]=2              | https://a.example
            https://jo:pw@a.example/                   | https://jo:pw@a.example/                  | https://jo:pw@a.example/                      | https://a.example
            http://[::1]:3000/                         | http://[::1]:3000/                        | http://[::1]:3000/                            | http://[::1]:3000
            https://a.example./                        | https://a.example./                       | https://a.example./                           | https://a.example.
            """)
    void aUrlIsKeptAsItWasWrittenAndCalledInOneSpelling(String typed, String text, String uri, String origin) {
        WebUrl url = WebUrl.of(" " + typed + " ");
        assertThat(url.text()).isEqualTo(text);
        assertThat(url.uri()).hasToString(uri);
        assertThat(url.origin()).isEqualTo(origin);
        assertThat(WebUrl.of(url.text())).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.com", "https:", "https://", "https:///a", "mailto:a@example.com", "https://a b/", "https://a.example/ b",
            "https://a.example/%zz",
            "https://a.example/\\b", "https://a.example\\@b.example", "https://a@b@c.example/", "https://a.example/#b#c", "https://a.example/<",
            "https://a.example/\u0000",
            "https://a.example:x/", "https://a.example:0/", "https://a.example:65536/", "https://{CHECKOUT_ID}.example/", "https://a.example/\u202f",
            "https://[::1/",
            "https://a.example/\ud800", "javascript://%0aalert(1)"})
    void whatIsNoUrlIsRefused(String typed) {
        assertThatThrownBy(() -> WebUrl.of(typed)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Jo.Doe+x@Example.COM   | Jo.Doe+x@example.com
            x@bücher.example       | x@xn--bcher-kva.example
            x@xn--bcher-kva.example | x@xn--bcher-kva.example
            x@BU\u0308CHER.example. | x@xn--bcher-kva.example
            x@straße.example       | x@xn--strae-oqa.example
            x@例え。テスト          | x@xn--r8jz45g.xn--zckzah
            jose\u0301@example.com | jos\u00e9@example.com
            m\u0130ke@example.com  | mi\u0307ke@example.com
            """)
    void aMailboxHasOneSpelling(String typed, String address) {
        assertThat(EmailAddress.read(typed)).contains(address);
        assertThat(EmailAddress.read(address)).as("read again").contains(address);
        assertThat(EmailAddress.sought(typed)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jo", "@example.com", "jo@", "jo@localhost", "jo doe@example.com", "jo..doe@example.com", ".jo@example.com",
            "jo@exa_mple.com", "jo@example.c",
            "jo@127.0.0.1", "jo@[127.0.0.1]", "a@b@example.com", "jo@xn--a.example", "jo@example.com\u0000"})
    void whatIsNoMailboxIsRefused(String typed) {
        assertThat(EmailAddress.read(typed)).isEmpty();
        assertThat(EmailAddress.sought(typed)).isEqualTo(typed);
    }

    @ParameterizedTest
    @CsvSource({"Jo@example.com, jO@example.com, true", "\u0130@example.com, i@example.com, false", "m\u0131ke@example.com, mike@example.com, false",
            "jame\u017f@example.com, james@example.com, false", "JOS\u00c9@example.com, jos\u00e9@example.com, true"})
    void mailboxesAreComparedWithoutTheirCase(String one, String other, boolean same) {
        assertThat(EmailAddress.isSame(one, other)).isEqualTo(same);
        assertThat(EmailAddress.isSame(other, one)).isEqualTo(same);
        assertThat(EmailAddress.isSame(one, null)).isFalse();
    }

    @Test
    void mailboxesHaveLimits() {
        assertThat(EmailAddress.read("a".repeat(64) + "@example.com")).isPresent();
        assertThat(EmailAddress.read("a".repeat(65) + "@example.com")).isEmpty();
        assertThat(EmailAddress.read("a".repeat(64) + "@" + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(63))).isEmpty();
    }
}
