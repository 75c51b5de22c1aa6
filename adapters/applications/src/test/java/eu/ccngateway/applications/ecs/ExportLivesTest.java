package eu.ccngateway.applications.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Kind;
import eu.ccngateway.applications.identifier.Mrn;
import eu.ccngateway.applications.movement.Bench;
import eu.ccngateway.applications.movement.Engine;
import eu.ccngateway.applications.movement.MessageSet;
import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.movement.Net;
import eu.ccngateway.applications.movement.Protocol;
import eu.ccngateway.applications.movement.TableWalk;
import eu.ccngateway.applications.xml.Document;
import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.XmlReader;
import eu.ccngateway.applications.xml.XmlRefused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExportLivesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");
    private static final String BE = "NECA.BE";
    private static final String DE = "NECA.DE";
    private static final String PL = "NECA.PL";

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Net net = new Net();

    ExportLivesTest() {
        for (String country : new String[] {"BE", "DE", "PL"}) {
            net.add(Ecs.application(country, random));
        }
    }

    private String released() {
        return net.act(BE, "dispatch", "", "office", "BE000001", "exit", "DE000002");
    }

    @Test
    void normalLife() {
        String mrn = released();
        net.act(DE, "arrive", mrn);
        net.act(DE, "exit", mrn);

        assertThat(net.exchange()).containsExactly("BE>DE CD501C", "DE>BE CD518C");
        assertThat(net.state(BE, mrn, "EXPORT")).isEqualTo("EXITED");
        assertThat(mrn.charAt(16)).isEqualTo('A');
        assertThat(Mrn.isValid(mrn)).isTrue();
    }

    @Test
    void diversionToAnotherOfficeOfExitAndStopThere() {
        String mrn = released();
        net.act(PL, "request", mrn, "office", "PL000003");
        net.act(PL, "arrive", mrn);
        net.act(PL, "control-exit", mrn);
        net.act(PL, "stop", mrn);

        assertThat(net.exchange()).containsExactly("BE>DE CD501C", "PL>BE CD502C", "BE>PL CD503C", "PL>BE CD518C");
        assertThat(net.state(BE, mrn, "EXPORT")).isEqualTo("STOPPED");
        assertThat(net.state(PL, mrn, "EXIT")).isEqualTo("STOPPED");
    }

    @Test
    void diversionOfAnUnknownExportIsAnsweredNegatively() {
        String mrn = Mrn.make(2026, "BE", Mrn.Procedure.EXPORT, random).text();
        net.act(PL, "request", mrn, "office", "PL000003");

        assertThat(new String(net.last("CD503C").payload(), StandardCharsets.UTF_8))
                .contains("<requestRejectionReasonCode>1<")
                .doesNotContain("Consignment", "CustomsOfficeOfExport>");
        assertThat(net.state(PL, mrn, "EXIT")).isEqualTo("REFUSED");
    }

    @Test
    void exportWithoutExitIsInvalidatedAfterAHundredAndFiftyDays() {
        String mrn = released();
        net.pass(Duration.ofDays(90));
        assertThat(net.state(BE, mrn, "EXPORT")).isEqualTo("FOLLOW_UP");
        net.pass(Duration.ofDays(59));
        assertThat(net.state(BE, mrn, "EXPORT")).isEqualTo("FOLLOW_UP");
        net.pass(Duration.ofDays(1));

        assertThat(net.exchange()).containsExactly("BE>DE CD501C", "BE>DE CD510C");
        assertThat(net.state(DE, mrn, "EXIT")).isEqualTo("CANCELLED");
    }

    @Test
    void olderNamesOnTheNetworkMeanTheSameMessages() {
        String mrn = released();
        byte[] payload = net.last("CD501C").payload();
        Engine other = Ecs.application("DE", random);
        other.receive(
                new Incoming("IE501-MSG.ECS", "NECA.BE@CUST.BE", Kind.REQUEST, "00", Optional.empty(), payload), NOW);

        assertThat(other.movement(mrn).state("EXIT")).isEqualTo("AER_CREATED");
    }

    @Test
    void everyMessageIsWhatItsOutlineSays() throws XmlRefused {
        MessageSet messages = MessageSet.load("ecs");
        for (String name : messages.names()) {
            for (int i = 0; i < 50; i++) {
                Element given = Element.group(name, Element.leaf("messageType", name));
                byte[] written = messages.write(messages.complete(given, random, random.nextDouble(), NOW));
                Document read = new XmlReader().read(written);

                assertThat(messages.formFaults(read))
                        .as("%s, seed %d", name, seed)
                        .isEmpty();
                assertThat(messages.codeFaults(read.root()))
                        .as("%s, seed %d", name, seed)
                        .isEmpty();
            }
        }
    }

    @Test
    void everyLineOfTheTablesLeadsWhereItSaysAndEverythingElseIsRefused() {
        TableWalk walk = new TableWalk(new World(), "seed " + seed);

        assertThat(walk.everyLine(message -> assertThat(message.payload()).isNotEmpty()))
                .isGreaterThan(30);
        assertThat(walk.everythingElse()).isGreaterThan(50);
        walk.everyStateIsReached();
    }

    private final class World implements TableWalk.World {

        private final Protocol protocol = new Ecs();
        private final Movement movement;

        World() {
            Engine maker = Ecs.application("BE", random);
            Map<String, String> details = Map.of("office", "BE000001", "exit", "DE000002");
            String mrn = maker.act(new Act("declare", "", details), NOW).made().orElseThrow();
            movement = Bench.blank(maker.movement(mrn));
        }

        @Override
        public Protocol protocol() {
            return protocol;
        }

        @Override
        public Engine engine(String role) {
            return Bench.engine(protocol, role.equals("EXPORT") ? BE : DE, random);
        }

        @Override
        public Movement movement(String role) {
            return movement;
        }

        @Override
        public Map<String, String> details(String act, String role) {
            return Map.of("office", role.equals("EXPORT") ? "BE000001" : "DE000002", "exit", "DE000002");
        }

        @Override
        public Map<String, List<String>> events() {
            return Map.of();
        }

        @Override
        public Instant now() {
            return NOW;
        }

        @Override
        public Element message(String trigger) {
            String name = trigger.replaceFirst(":.*", "");
            Element given = Element.group(name).with(Exports.MRN, movement.mrn());
            given = switch (trigger) {
                case "CD503C:positive" -> protocol.messages().select(name, movement.data());
                case "CD503C:negative" -> given.with(Exports.REASON, "1");
                case "CD518C:stopped" -> given.with("ControlResult/code", "B1");
                case "CD518C:left" -> given.with("ControlResult/code", "A1");
                default -> given;
            };
            Element whole = protocol.messages().complete(given, random, 0, NOW);
            return Element.group(
                    name,
                    whole.children().stream()
                            .filter(child -> Character.isUpperCase(child.name().charAt(0)))
                            .toList());
        }
    }
}
