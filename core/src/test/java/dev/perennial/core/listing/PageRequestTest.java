package dev.perennial.core.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageRequestTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # rows | page | limit | effective | last page | offset
            101    | 1    | 100   | 100       | 2         | 0
            25     | 3    | 10    | 10        | 3         | 20
            25     | 1    | 500   | 100       | 1         | 0
            0      | 1    | 10    | 10        | 0         | 0
            1      | 2147483647 | 100 | 100   | 1         | 214748364600
            """)
    void cutsAListIntoPages(long rows, int page, int limit, int effective, long lastPage, long offset) {
        PageRequest request = new PageRequest(page, limit);
        assertThat(request.limit()).isEqualTo(effective);
        assertThat(request.lastPage(rows)).isEqualTo(lastPage);
        assertThat(request.offset()).isEqualTo(offset);
    }

    @Test
    void refusesPagesThatDoNotExist() {
        assertThatThrownBy(() -> new PageRequest(0, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PageRequest(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
