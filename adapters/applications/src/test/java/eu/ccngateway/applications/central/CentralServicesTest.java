package eu.ccngateway.applications.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Application;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.conversation.Stored;
import eu.ccngateway.applications.ncts.Ncts;
import eu.ccngateway.applications.pattern.Party;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CentralServicesTest {

    private static final String START = "2026-12-01T02:00:00";
    private static final String END = "2026-12-01T04:00:00";

    private final Random random = new Random(11);
    private final Map<String, Application> applications = new TreeMap<>();
    private final List<String> seen = new ArrayList<>();
    private final Map<String, String> texts = new HashMap<>();
    private final List<Stored> frenchRecords = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private int numbers;

    @BeforeEach
    void connectCentreAndThreeStates() {
        List<String> states = List.of("FR", "DE", "BE");
        Party centre = new Party("EC", states.stream().map("NTA."::concat).toList(), () -> "N" + ++numbers);
        applications.put("CSMIS.EC", ManagementInformation.application(centre, random));
        states.forEach(state -> applications.put("NTA." + state, state(state)));
    }

    private NationalDuties state(String country) {
        return new NationalDuties(Ncts.application(country, random), country, random);
    }

    private NationalDuties france() {
        return (NationalDuties) applications.get("NTA.FR");
    }

    private void act(String address, String name, String movement, String... details) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < details.length; i += 2) {
            map.put(details[i], details[i + 1]);
        }
        deliver(address, applications.get(address).act(new Act(name, movement, map), now));
    }

    private void deliver(String from, Reaction first) {
        record Letter(String from, Outgoing outgoing) {}
        Deque<Letter> onTheWay = new ArrayDeque<>();
        keep(from, first);
        first.outgoing().forEach(outgoing -> onTheWay.add(new Letter(from, outgoing)));
        for (Letter letter = onTheWay.poll(); letter != null; letter = onTheWay.poll()) {
            Outgoing outgoing = letter.outgoing();
            seen.add(letter.from() + ">" + outgoing.to() + " " + outgoing.name());
            texts.put(outgoing.name(), new String(outgoing.payload(), StandardCharsets.UTF_8));
            String country = letter.from().substring(letter.from().length() - 2);
            Incoming incoming = new Incoming(
                    outgoing.type(),
                    letter.from() + "@CUST." + country,
                    outgoing.kind(),
                    "id" + ++numbers,
                    Optional.empty(),
                    outgoing.payload());
            String to = outgoing.to();
            Reaction reaction = applications.get(to).receive(incoming, now);
            keep(to, reaction);
            reaction.outgoing().forEach(answer -> onTheWay.add(new Letter(to, answer)));
        }
    }

    private void keep(String address, Reaction reaction) {
        if (address.equals("NTA.FR")) {
            frenchRecords.addAll(reaction.records());
        }
    }

    @Test
    void tellsAllOthersOfAStopAndStopsWhileItLasts() {
        act("NTA.FR", "announce", "", "start", START, "end", END);

        assertThat(seen)
                .containsExactlyInAnyOrder(
                        "NTA.FR>CSMIS.EC CD070C", "CSMIS.EC>NTA.DE CD071C", "CSMIS.EC>NTA.BE CD071C");
        assertThat(((NationalDuties) applications.get("NTA.DE")).noticesOf("FR"))
                .containsKey("A " + START + " S");
        assertThat(france().isAvailable(Instant.parse(START + "Z").minusSeconds(1)))
                .isTrue();
        assertThat(france().isAvailable(Instant.parse(START + "Z"))).isFalse();
        assertThat(france().isAvailable(Instant.parse(END + "Z"))).isTrue();
    }

    @Test
    void refusesTheSameStopTwiceAndTakesItsEnd() {
        act("NTA.FR", "announce", "", "start", START, "end", END);
        act("NTA.FR", "announce", "", "start", START, "end", END);
        assertThat(texts.get("CD906C")).contains("<errorReason>R0518<", "<errorCode>14<");
        assertThat(france().isAvailable(Instant.parse(START + "Z")))
                .as("the first notice stands")
                .isFalse();

        act("NTA.FR", "withdraw", "", "start", START, "end", END);
        assertThat(france().isAvailable(Instant.parse(START + "Z"))).isTrue();
        assertThat(((NationalDuties) applications.get("NTA.DE")).noticesOf("FR"))
                .doesNotContainKey("A " + START + " S");
        assertThatThrownBy(() -> act("CSMIS.EC", "send-schedule", "")).hasMessageContaining("nothing is announced");
    }

    @Test
    void doesNotStopWhenTheCentreRefusesTheNotice() {
        applications.put("CSMIS.EC", new Unwilling(applications.get("CSMIS.EC")));
        act("NTA.FR", "announce", "", "start", START, "end", END);

        assertThat(seen).containsExactly("NTA.FR>CSMIS.EC CD070C", "CSMIS.EC>NTA.FR CD906C");
        assertThat(france().isAvailable(Instant.parse(START + "Z"))).isTrue();
    }

    @Test
    void staysStoppedWhenTheCentreRefusesTheWithdrawal() {
        act("NTA.FR", "announce", "", "start", START, "end", END);
        applications.put("CSMIS.EC", new Unwilling(applications.get("CSMIS.EC")));
        act("NTA.FR", "withdraw", "", "start", START, "end", END);

        assertThat(france().isAvailable(Instant.parse(START + "Z"))).isFalse();
    }

    /** A centre that finds every notice to be for somebody else. */
    private record Unwilling(Application centre) implements Application {

        @Override
        public String address() {
            return centre.address();
        }

        @Override
        public Reaction receive(Incoming message, Instant now) {
            byte[] bent = new String(message.payload(), StandardCharsets.UTF_8)
                    .replace("<messageRecipient>CSMIS.EC<", "<messageRecipient>CSMIS.XX<")
                    .getBytes(StandardCharsets.UTF_8);
            return centre.receive(
                    new Incoming(
                            message.type(),
                            message.sender(),
                            message.kind(),
                            message.messageId(),
                            message.correlationId(),
                            bent),
                    now);
        }

        @Override
        public Reaction act(Act act, Instant now) {
            return centre.act(act, now);
        }

        @Override
        public Reaction tick(Instant now) {
            return centre.tick(now);
        }

        @Override
        public void restore(Stored stored) {
            centre.restore(stored);
        }
    }

    @Test
    void wantsAnEndOfAScheduledStopAfterItsStart() {
        assertThatThrownBy(() -> act("NTA.FR", "announce", "", "start", START)).hasMessageContaining("C0400");
        assertThatThrownBy(() -> act("NTA.FR", "announce", "", "start", END, "end", START))
                .hasMessageContaining("R0519");
    }

    @Test
    void sendsTheWholeScheduleToAll() {
        act("NTA.FR", "announce", "", "start", START, "end", END);
        act("NTA.DE", "announce", "", "start", START, "type", "U", "functionality", "B");
        seen.clear();
        act("CSMIS.EC", "send-schedule", "");

        assertThat(seen).as("one for each type to each state").hasSize(6).allMatch(line -> line.endsWith("CD971C"));
        assertThat(texts.get("CD971C")).contains("<country>DE<", "<type>U<").doesNotContain("<type>S<");
        assertThat(((NationalDuties) applications.get("NTA.BE")).noticesOf("FR"))
                .containsKey("A " + START + " S");
        assertThat(france().noticesOf("DE")).containsKey("B " + START + " U");
    }

    @Test
    void comparesStatisticsOfTwoStates() {
        act("NTA.FR", "dispatch", "", "office", "FR000001", "destination", "DE000002");
        act("NTA.FR", "report-statistics", "", "month", "2026-11");
        assertThat(texts.get("CD411D")).contains("<statisticsType>S002<", "<otherCountry>DE<", "<counter>1<");
        act("NTA.DE", "report-statistics", "", "month", "2026-11");
        assertThat(texts).doesNotContainKey("CD903D");

        act("NTA.FR", "dispatch", "", "office", "FR000001", "destination", "DE000002");
        act("NTA.FR", "report-statistics", "", "month", "2026-11");

        assertThat(seen).endsWith("CSMIS.EC>NTA.FR CD903D");
        assertThat(texts.get("CD903D")).contains("<warningCode>P2001A<", "<originalAttributeValue>2<");
    }

    @Test
    void remembersStopsAndCountsOverARestart() {
        act("NTA.FR", "dispatch", "", "office", "FR000001", "destination", "DE000002");
        act("NTA.FR", "announce", "", "start", START, "end", END);
        NationalDuties again = state("FR");
        Map<String, Stored> last = new TreeMap<>();
        frenchRecords.forEach(record -> last.put(record.key(), record));
        last.values().stream().filter(record -> !record.isForgotten()).forEach(again::restore);
        applications.put("NTA.FR", again);

        assertThat(again.isAvailable(Instant.parse(START + "Z").plusSeconds(1))).isFalse();
        now = now.plus(Duration.ofHours(1));
        act("NTA.FR", "report-statistics", "", "month", "2026-11");
        assertThat(texts.get("CD411D")).contains("<counter>1<");
    }
}
