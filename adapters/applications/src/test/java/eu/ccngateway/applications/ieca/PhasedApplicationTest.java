package eu.ccngateway.applications.ieca;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.catalogue.Transition;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Application;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.conversation.Stored;
import eu.ccngateway.applications.identifier.Identifications;
import eu.ccngateway.applications.ncts.Ncts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhasedApplicationTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");
    private static final Transition TRANSITION = new Transition(Map.of("NO", "edifact", "CH", "xml"), "EC");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<String, Application> applications = new LinkedHashMap<>();
    private final Map<String, Map<String, Stored>> stored = new LinkedHashMap<>();
    private final List<String> exchange = new ArrayList<>();
    private int next;

    private void start(String country) {
        PhasedApplication phased = new PhasedApplication(Ncts.application(country, random), TRANSITION, random);
        stored.computeIfAbsent(phased.address(), key -> new LinkedHashMap<>())
                .values()
                .forEach(phased::restore);
        applications.put(phased.address(), phased);
    }

    private void startConverter() {
        Application converter =
                new ConverterApplication("EC", TRANSITION, new Identifications(Identifications.SHORT, random));
        stored.put(converter.address(), new LinkedHashMap<>());
        applications.put(converter.address(), converter);
    }

    private String act(String country, String name, String mrn, Map<String, String> details) {
        Reaction reaction = application("NTA." + country).act(new Act(name, mrn, details), NOW);
        take("NTA." + country, reaction);
        return reaction.made().orElse(mrn);
    }

    private Application application(String address) {
        return Optional.ofNullable(applications.get(address)).orElseThrow();
    }

    private void take(String address, Reaction reaction) {
        reaction.records().forEach(record -> stored.get(address).put(record.key(), record));
        for (Outgoing out : reaction.outgoing()) {
            exchange.add(address + ">" + out.to() + " " + out.name());
            Incoming incoming = new Incoming(
                    out.type(),
                    address + "@X." + address.substring(address.length() - 2),
                    out.kind(),
                    "%048x".formatted(next++),
                    Optional.empty(),
                    out.payload());
            take(out.to(), application(out.to()).receive(incoming, NOW));
        }
    }

    @Test
    void aMovementLivesBetweenThePhasesAlsoOverARestart() {
        startConverter();
        start("DE");
        start("NO");
        String mrn = act("DE", "dispatch", "", Map.of("office", "DE004600", "destination", "NO010200", "items", "5"));
        start("NO");
        act("NO", "arrive", mrn, Map.of());
        start("DE");
        act("NO", "results", mrn, Map.of());
        assertThat(exchange)
                .as("seed " + seed)
                .containsExactly(
                        "NTA.DE>IECA.EC CD001C",
                        "IECA.EC>NTA.NO CD001A",
                        "NTA.NO>IECA.EC CD006A",
                        "IECA.EC>NTA.DE CD006C",
                        "NTA.NO>IECA.EC CD018A",
                        "IECA.EC>NTA.DE CD018C");
    }

    @Test
    void differencesReachTheOtherPhaseToo() {
        startConverter();
        start("FR");
        start("CH");
        String mrn = act("CH", "dispatch", "", Map.of("office", "CH002251", "destination", "FR000040"));
        act("FR", "arrive", mrn, Map.of());
        act("FR", "differences", mrn, Map.of());
        assertThat(exchange).as("seed " + seed).endsWith("NTA.FR>IECA.EC CD018C", "IECA.EC>NTA.CH CD018A");
    }

    @Test
    void statesOfTheOldPhaseSpeakItAmongThemselves() {
        start("NO");
        start("CH");
        String mrn = act("NO", "dispatch", "", Map.of("office", "NO010200", "destination", "CH002251"));
        act("CH", "arrive", mrn, Map.of());
        assertThat(exchange).as("seed " + seed).containsExactly("NTA.NO>NTA.CH CD001A", "NTA.CH>NTA.NO CD006A");
    }

    @Test
    void statesOfTheNewPhaseNoticeNothing() {
        start("DE");
        start("FR");
        String mrn = act("DE", "dispatch", "", Map.of("office", "DE004600", "destination", "FR000040"));
        act("FR", "arrive", mrn, Map.of());
        assertThat(exchange).as("seed " + seed).containsExactly("NTA.DE>NTA.FR CD001C", "NTA.FR>NTA.DE CD006C");
    }

    @Test
    void whatTheConverterCannotReadComesBackAsARefusalThatEndsThere() {
        startConverter();
        start("DE");
        start("NO");
        String mrn = act(
                "DE", "dispatch", "", Map.of("office", "DE004600", "destination", "NO010200", "transit", "NO010300"));
        assertThat(mrn).isNotEmpty();
        assertThat(exchange)
                .as("seed " + seed)
                .contains("NTA.DE>IECA.EC CD050C", "IECA.EC>NTA.DE CD906C")
                .hasSize(4);
    }
}
