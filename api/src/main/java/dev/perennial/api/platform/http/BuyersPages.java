package dev.perennial.api.platform.http;

import dev.perennial.api.platform.Marks;
import dev.perennial.core.organization.MerchantPages;
import io.micronaut.context.BeanProvider;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Finds out, where buyers' pages call, whether a merchant has named the page (INP-10). No operation here takes a cookie from a page of another origin. */
@ServerFilter({BuyersPages.CHECKOUTS + "**", BuyersPages.PORTAL + "**", "/api" + BuyersPages.CHECKOUTS + "**", "/api" + BuyersPages.PORTAL + "**"})
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class BuyersPages {
    static final String CHECKOUTS = "/v1/checkouts/client/";
    static final String PORTAL = "/v1/customer-portal/";

    private final CrossOrigin crossOrigin;
    private final BeanProvider<MerchantPages> pages;

    BuyersPages(CrossOrigin crossOrigin, BeanProvider<MerchantPages> pages) {
        this.crossOrigin = crossOrigin;
        this.pages = pages;
    }

    @RequestFilter
    @PreMatching
    @ExecuteOn(TaskExecutors.BLOCKING)
    void look(HttpRequest<?> request) {
        String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        if (origin != null && !crossOrigin.isOwn(request)) {
            request.setAttribute(Marks.MERCHANTS_PAGE, pages.get().include(origin) || showsSession(request.getPath(), origin));
        }
    }

    private boolean showsSession(String path, String origin) {
        int begin = path.indexOf(CHECKOUTS);
        if (begin < 0) {
            return false;
        }
        String secret = path.substring(begin + CHECKOUTS.length());
        int end = secret.indexOf('/');
        return pages.get().show(end < 0 ? secret : secret.substring(0, end), origin);
    }
}
