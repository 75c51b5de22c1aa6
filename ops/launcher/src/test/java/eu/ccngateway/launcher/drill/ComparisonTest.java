package eu.ccngateway.launcher.drill;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.monitoring.availability.Observed;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.availability.ServicesFile;
import eu.ccngateway.monitoring.availability.Tracker;
import eu.ccngateway.monitoring.ledger.CheckedLines;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.ledger.MemoryLines;
import eu.ccngateway.monitoring.replay.CompressedClock;
import eu.ccngateway.monitoring.sla.States;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the comparison says of an instrument that is right, and of one that is wrong. */
class ComparisonTest {

    private static final Instant REAL = Instant.parse("2026-11-20T16:00:00Z");
    private static final Instant SHOWN = Instant.parse("2026-11-20T12:00:00Z");
    private static final Map<String, String> SERVICES = Map.of(DrillNetwork.GATEWAY, "CCN_CSI", "IE", "IE");
    private static final byte UP = 1;
    private static final byte DOWN = 3;

    private final CompressedClock clock = new CompressedClock(Clock.fixed(REAL, ZoneOffset.UTC), REAL, SHOWN, 20);

    /** Sixty minutes in which the gateway is seen down for some of them. */
    private States seen(int from, int to) throws IOException, FileInvalid {
        Services services = ServicesFile.parse(
                "zone: UTC\nwindows: { 24x7: {} }\nservices: { CCN_CSI: {}, IE: { behind: CCN_CSI } }\n"
                        .getBytes(StandardCharsets.UTF_8),
                "test");
        MemoryLines ledger = new MemoryLines();
        MemoryLines today = new MemoryLines();
        try (Tracker tracker = new Tracker(services.clocks(), Ledger.open(ledger, clock), CheckedLines.open(today))) {
            for (int i = 0; i < 60; i++) {
                byte gateway = i >= from && i < to ? DOWN : UP;
                tracker.observe(SHOWN.getEpochSecond() / 60 + i, new byte[] {gateway, gateway});
            }
        }
        return new States(
                services,
                Observed.of(Ledger.read(ledger.read(), "ledger"), CheckedLines.read(today.read(), "today")),
                List.of());
    }

    private Comparison comparison(States states, Downtime... log) {
        DrillPlan plan = new DrillPlan(SHOWN, Duration.ofHours(1), List.of(), List.of());
        return new Comparison(plan, clock, states, SERVICES, List.of(log), Duration.ofSeconds(3));
    }

    private static Downtime down(String component, int from, int to) {
        return new Downtime(component, "killed", REAL.plusSeconds(from), REAL.plusSeconds(to));
    }

    @Test
    void findsAnInstrumentRightThatSawEveryLook() throws Exception {
        Comparison comparison = comparison(seen(10, 20), down(DrillNetwork.GATEWAY, 29, 59));

        assertThat(comparison.findings()).singleElement().satisfies(it -> {
            assertThat(it.real()).isEqualTo(30);
            assertThat(it.measured()).isEqualTo(30);
            assertThat(it.isWithin(3)).isTrue();
        });
        assertThat(comparison.invented(DrillNetwork.GATEWAY)).isZero();
        assertThat(comparison.invented("IE")).as("behind a layer that is down").isZero();
    }

    @Test
    void findsMinutesThatWereLost() throws Exception {
        assertThat(comparison(seen(12, 20), down(DrillNetwork.GATEWAY, 29, 59)).findings())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.error()).isEqualTo(-6);
                    assertThat(it.isWithin(3)).isFalse();
                });
    }

    @Test
    void findsMinutesThatWereMadeUp() throws Exception {
        assertThat(comparison(seen(40, 42), down(DrillNetwork.GATEWAY, 29, 59)).invented(DrillNetwork.GATEWAY))
                .isEqualTo(2);
        assertThat(comparison(seen(10, 25), down(DrillNetwork.GATEWAY, 29, 59)).invented(DrillNetwork.GATEWAY))
                .as("beyond a look and a half")
                .isEqualTo(3);
    }

    @Test
    void givesDowntimeToTheLayerThatFailed() {
        Downtime application = down("IE", 10, 100);
        assertThat(application.without(
                        List.of(down(DrillNetwork.GATEWAY, 20, 30), down(DrillNetwork.GATEWAY, 90, 120))))
                .extracting(it -> it.length().toSeconds())
                .containsExactly(10L, 60L);
    }
}
