package dev.perennial.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.outbox.WaitingFacts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FactDrainTest {
    @AutoClose
    static final Installation installation = new Installation();
    final List<UUID> started = Collections.synchronizedList(new ArrayList<>());
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final UUID subject = UUID.randomUUID();

    @BeforeEach
    void empty() {
        installation.sql().update("delete from outbox");
    }

    private FactDrain drain(Reaction reaction) {
        return new FactDrain(installation.get(WaitingFacts.class), Map.of("checkout.created", reaction), Clock.systemUTC(), meters);
    }

    private void commit(String type, UUID of) { installation.commit(type, of, of, ""); }

    private long waiting() { return installation.count("outbox where relayed_at is null"); }

    @Test
    void reactsOncePerSubjectAndMarksWhatItHasSeen() {
        commit("checkout.created", subject);
        commit("order.paid", subject);
        commit("checkout.created", subject);
        var drain = drain(started::add);
        drain.drain();
        assertThat(started).containsExactly(subject);
        assertThat(waiting()).isZero();
        drain.drain();
        assertThat(started).as("nothing is left").hasSize(1);
    }

    @Test
    void aFactWhoseReactionFailsStaysAndHoldsNobodyBack() {
        UUID broken = UUID.randomUUID();
        commit("checkout.created", broken);
        commit("checkout.created", subject);
        drain(id -> {
            if (id.equals(broken)) {
                throw new IllegalStateException("no such row");
            }
            started.add(id);
        }).drain();
        assertThat(started).containsExactly(subject);
        assertThat(waiting()).isEqualTo(1);
        assertThat(meters.get("perennial.outbox.waiting").gauge().value()).isEqualTo(1);
        assertThat(meters.get("perennial.outbox.lag").gauge().value()).isPositive();

        drain(started::add).drain();
        assertThat(started).containsExactly(subject, broken);
        assertThat(waiting()).isZero();
    }

    @Test
    void goesThroughMoreThanOneBatchInOnePass() {
        installation.sql().update("""
                insert into outbox (type, organization_id, subject_id, created_at)
                select 'checkout.created', ?, gen_random_uuid(), now() from generate_series(1, 1200)
                """, installation.organization);
        drain(started::add).drain();
        assertThat(started).hasSize(1_200).doesNotHaveDuplicates();
        assertThat(waiting()).isZero();
    }
}
