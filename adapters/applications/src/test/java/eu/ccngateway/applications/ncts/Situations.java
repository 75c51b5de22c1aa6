package eu.ccngateway.applications.ncts;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.identifier.Grn;
import eu.ccngateway.applications.movement.Bench;
import eu.ccngateway.applications.movement.Engine;
import eu.ccngateway.applications.movement.MessageSet;
import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.movement.Protocol;
import eu.ccngateway.applications.movement.TableWalk;
import eu.ccngateway.applications.xml.Element;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A movement with everything known of it, and messages about it that mean what a table's trigger says. */
final class Situations implements TableWalk.World {

    static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");
    static final String GRN = Grn.make(2026, "DE", new Random(3)).text();

    private static final Map<String, String> FACTS = Map.ofEntries(
            Map.entry("actual", "DE000002"),
            Map.entry("arrival", "2026-03-01T10:15:30"),
            Map.entry("enquiry-to", "NTA.DE"),
            Map.entry("enquiry-from", "NTA.BE"),
            Map.entry("enquiry-id", "enq1"),
            Map.entry("enquiry-request", "BE000001"),
            Map.entry("enquiry-office", "BE000001"),
            Map.entry("enquiry-date", "2026-03-01"),
            Map.entry("recovery-from", "NTA.BE"),
            Map.entry("recovery-id", "rec1"),
            Map.entry("recovery-requesting", "BE000001"),
            Map.entry("recovery-requested", "DE000007"),
            Map.entry("guarantee-used", GRN),
            Map.entry("grn", GRN));

    private final Ncts protocol = new Ncts("DE");
    private final MessageSet messages = protocol.messages();
    private final Map<String, Ncts> protocols = new HashMap<>();
    private final Random random;
    private final Movement movement;

    Situations(Random random) {
        this.random = random;
        Engine maker = Ncts.application("BE", random);
        String mrn = maker.act(
                        new Act(
                                "declare",
                                "",
                                Map.of(
                                        "office",
                                        "BE000001",
                                        "destination",
                                        "DE000002",
                                        "transit",
                                        "CH000003",
                                        "exit",
                                        "AT000004")),
                        NOW)
                .made()
                .orElseThrow();
        Movement made = Bench.blank(maker.movement(mrn));
        for (Map.Entry<String, String> fact : FACTS.entrySet()) {
            made = made.withFact(fact.getKey(), fact.getValue());
        }
        this.movement = made;
    }

    MessageSet messages() {
        return messages;
    }

    /** The movement in no role at all. */
    Movement movement() {
        return movement;
    }

    String mrn() {
        return movement.mrn();
    }

    /** The country whose application plays a role. */
    static String country(String role) {
        return switch (role) {
            case "DEPARTURE", "ENQUIRY", "RECOVERY" -> "BE";
            case "TRANSIT" -> "CH";
            case "EXIT" -> "AT";
            default -> "DE";
        };
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public Engine engine(String role) {
        return Bench.engine(protocols.computeIfAbsent(country(role), Ncts::new), "NTA." + country(role), random);
    }

    /** An account has its GRN where movements have their MRN. */
    @Override
    public Movement movement(String role) {
        return role.equals("ACCOUNT")
                ? new Movement(GRN, movement.states(), movement.facts(), movement.data())
                : movement.withFact("office", country(role) + "000005");
    }

    @Override
    public Map<String, String> details(String act, String role) {
        return detailsIn(act, country(role));
    }

    @Override
    public Map<String, List<String>> events() {
        return Map.of(
                "event:enquiry", List.of("DEPARTURE", "RELEASED", "act:enquire"),
                "event:enquiry-over", List.of("DEPARTURE", "ENQUIRY", "act:cancel-enquiry"),
                "event:recovery", List.of("DEPARTURE", "ENQUIRY", "act:recover"),
                "event:collected", List.of("RECOVERY", "ACCEPTED", "CD152C"));
    }

    @Override
    public Instant now() {
        return NOW;
    }

    /** Every detail that any act asks for. */
    static Map<String, String> detailsIn(String act, String country) {
        Map<String, String> details =
                new HashMap<>(Map.of("office", country + "000005", "to", "NTA.FR", "access", "1234"));
        switch (act) {
            case "dispatch", "declare" -> details.put("destination", "DE000002");
            case "link-export" -> details.put("export", "24BEAAAAAAAAAAAAA0");
            case "check-guarantee", "use-guarantee" -> details.put("grn", GRN);
            default -> {
                // The others ask for no more.
            }
        }
        return details;
    }

    /** A message that is what a trigger says, with the MRN of the movement. */
    @Override
    public Element message(String trigger) {
        String name = trigger.replaceFirst(":.*", "");
        String variant = trigger.substring(Math.min(trigger.length(), name.length() + 1));
        Element given = about(name);
        given = switch (name) {
            case "CD003C", "CD038C", "CD115C", "CD165C" -> answer(given, name, variant);
            case "CD018C" -> given.with("ControlResult/code", variant.equals("discrepancies") ? "B1" : "A1");
            case "CD049C" ->
                given.with("TransitOperation/discrepanciesResolved", variant.equals("unresolved") ? "0" : "1");
            case "CD070C", "CD071C", "CD971C" -> given.with("Country/Action/Unavailability/type", "U");
            case "CD094C" -> status(given, variant);
            case "CD142C" ->
                given.with(
                        "Enquiry/limitForTheEnquiryResponseDate",
                        LocalDate.ofInstant(NOW, ZoneOffset.UTC).plusDays(28).toString());
            case "CD151C" -> given.with("Recovery/recoveryAcceptance", variant.equals("refused") ? "0" : "1");
            case "CD200C", "CD203C" ->
                given.with("Guarantee/GuaranteeReference/GRN", GRN)
                        .with(
                                "Guarantee/GuaranteeReference/amountConcerned",
                                variant.equals("invalid") ? "99999999" : "10");
            case "CD201C", "CD205C" ->
                variant.equals("invalid")
                        ? given.with("Guarantee/GuaranteeReference/InvalidGuaranteeReason/code", "G01")
                        : given;
            default -> given;
        };
        return whole(given, 0);
    }

    /** A message of any kind, about any movement, that may mean anything. */
    Element anyMessage(String name, String mrn) {
        Element given = Element.group(name);
        if (messages.outline(name).has(Transit.MRN)) {
            given = given.with(Transit.MRN, mrn);
        } else if (messages.outline(name).has("Header/MRN")) {
            given = given.with("Header/MRN", mrn);
        }
        return whole(given, 0.2);
    }

    private Element whole(Element given, double density) {
        return Transit.content(messages.complete(given, random, density, NOW));
    }

    private Element about(String name) {
        Element given = Element.group(name);
        if (messages.outline(name).has(Transit.MRN)) {
            given = given.with(Transit.MRN, mrn());
        } else if (messages.outline(name).has("Header/MRN")) {
            given = given.with("Header/MRN", mrn());
        }
        boolean hasSecurity = messages.outline(name).has("TransitOperation/security");
        return hasSecurity ? given.with("TransitOperation/security", "2") : given;
    }

    private Element answer(Element given, String name, String variant) {
        if (variant.equals("negative")) {
            return given.put(
                            Transit.OPERATION,
                            given.first(Transit.OPERATION).orElseThrow().without("security"))
                    .with(Transit.REASON, "1");
        }
        Element data = name.equals("CD165C") ? Transit.forExit(movement.data()) : movement.data();
        return messages.select(name, data);
    }

    private static Element status(Element given, String variant) {
        String element = switch (variant) {
            case "departure" -> "CustomsOfficeOfDeparture";
            case "transit" -> "CustomsOfficeOfTransit";
            case "exit" -> "CustomsOfficeOfExitForTransit";
            default -> "CustomsOfficeOfDestination";
        };
        return given.put(element, Transit.office(element, "BE000001"));
    }
}
