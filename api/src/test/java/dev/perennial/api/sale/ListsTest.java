package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages, orders and filters of lists. */
@NullUnmarked // JUnit sets the shop before any test.
class ListsTest {
    private static final int CUSTOMERS = 25;
    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = new Shop();
        for (int i = 0; i < CUSTOMERS; i++) {
            shop.post(shop.token, "/v1/customers/", """
                    {"email": "c%02d@example.com", "external_id": "x%%%d", "name": "%s", "metadata": {"plan": "%s", "n": %d, "even": %b}}"""
                    .formatted(i, i, i < 5 ? "Alpha_A" : "Beta B", List.of("a", "b", "c").get(i % 3), i, i % 2 == 0)).json(201);
        }
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 10, 10, 3", "3, 10, 5, 3", "4, 10, 0, 3", "1, 500, 25, 1", "1, 25, 25, 1", "2, 25, 0, 1", "1, 24, 24, 2"})
    void pagesAreFullAndCounted(int page, int limit, int items, int maxPage) {
        JsonNode json = shop.get(shop.token, "/v1/customers/?page=" + page + "&limit=" + limit).json(200);
        assertThat(json.get("items")).hasSize(items);
        assertThat(json.at("/pagination/total_count").asInt()).isEqualTo(CUSTOMERS);
        assertThat(json.at("/pagination/max_page").asInt()).isEqualTo(maxPage);
    }

    @Test
    void pagesNeverOverlapWhateverTheKeyIs() {
        Set<String> seen = new HashSet<>();
        for (int page = 1; page <= 5; page++) {
            shop.get(shop.token, "/v1/customers/?sorting=name&limit=5&page=" + page).json(200).get("items")
                    .forEach(item -> seen.add(item.get("id").asText()));
        }
        assertThat(seen).hasSize(CUSTOMERS);
    }

    @Test
    void ordersByTheKeysInTurn() {
        List<String> emails = new ArrayList<>();
        shop.get(shop.token, "/v1/customers/?sorting=-name&sorting=email&limit=100").json(200).get("items")
                .forEach(item -> emails.add(item.get("email").asText()));
        List<String> expected = new ArrayList<>();
        for (int i = 5; i < CUSTOMERS + 5; i++) {
            expected.add("c%02d@example.com".formatted(i < CUSTOMERS ? i : i - CUSTOMERS));
        }
        assertThat(emails).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            metadata[plan]=a                                | 9
            metadata[plan]=a&metadata[plan]=b               | 17
            metadata[plan]=a&metadata[n]=3                  | 1
            metadata[even]=true                             | 13
            metadata[n]=3                                   | 1
            metadata[plan]=z                                | 0
            query=ALPHA_                                    | 5
            query=c0                                        | 10
            query=x%25                                      | 25
            query=%25                                       | 0
            email=C07@example.com                           | 1
            active=true                                     | 0
            active=false                                    | 25
            organization_id=7fbf9c4c-3a51-4d84-9d3a-3f3e1f0f6f00 | 0
            """)
    void filters(String filter, int expected) {
        assertThat(shop.get(shop.token, "/v1/customers/?limit=100&" + filter.replace("[", "%5B").replace("]", "%5D")).json(200).get("items"))
                .hasSize(expected);
    }

    @Test
    void othersSeeNothing() {
        JsonNode json = shop.get(shop.otherToken, "/v1/customers/").json(200);
        assertThat(json.get("items")).isEmpty();
        assertThat(json.at("/pagination/max_page").asInt()).isZero();
    }
}
