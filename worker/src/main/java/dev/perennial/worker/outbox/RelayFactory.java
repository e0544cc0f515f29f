package dev.perennial.worker.outbox;

import dev.perennial.activities.mail.SmtpMailer;
import dev.perennial.activities.webhook.WebhookSender;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.command.AggregateDescriptions;
import dev.perennial.core.mail.MailQueue;
import dev.perennial.core.outbox.WaitingFacts;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.webhook.CustomerStateBursts;
import dev.perennial.core.webhook.DeliveryQueue;
import dev.perennial.worker.outbox.Relay.Work;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Puts the relay together. */
@Factory
final class RelayFactory {
    @Context
    @Bean(preDestroy = "close")
    Relay relay(Settings settings, WaitingFacts facts, DeliveryQueue queue, WebhookSender sender, CustomerStateBursts bursts, MailQueue mails,
            SmtpMailer mailer, WorkflowClient client,
            AggregateDescriptions descriptions, Checkouts checkouts, Subscriptions subscriptions, Clock clock, MeterRegistry meters) {
        var reactions = new Reactions(client, descriptions, checkouts, subscriptions, meters);
        var firstTries = new Pulse();
        var term = new Term();
        UUID worker = UUID.randomUUID();
        return new Relay(
                () -> Leadership.acquire(settings.databaseUrl(), settings.databaseUser(), settings.databasePassword(), worker, term),
                List.of(new Work(new FactDrain(facts, reactions.byType(), clock, meters)),
                        new Work(new FirstTryDrain(queue, term.within(sender::send), firstTries, clock), firstTries),
                        new Work(new CustomerStateDrain(bursts, clock)), new Work(new MailDrain(mails, term.within(mailer::send), clock)),
                        new Work(new OverdueDrain(queue, reactions::wakeEndpoint, clock, meters)), new Work(new ArchiveDrain(queue, clock))),
                term, meters).start();
    }
}
