package eu.ccngateway.applications.ics;

import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.identifier.Office;
import eu.ccngateway.applications.movement.Effect;
import eu.ccngateway.applications.movement.FunctionalError;
import eu.ccngateway.applications.movement.FunctionalError.Code;
import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.movement.Refused;
import eu.ccngateway.applications.movement.Step;
import eu.ccngateway.applications.xml.Element;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the offices of lodgement and of entry do with a declaration. */
final class Entries {

    static final String MRN = "HEAHEA/DocNumHEA5";
    static final String LRN = "HEAHEA/RefNumHEA4";
    static final String DIVERTED_MRN = "IMPOPE200/DocRefNumIMPOPE201";
    static final String REASON = "HEAHEA/RejReaHEA";
    static final String FIRST_ENTRY = "CUSOFFFENT730/RefNumCUSOFFFENT731";
    static final String ACTUAL = "CUSOFFENTACTOFF700/RefNumCUSOFFENTACTOFF701";

    private static final String RISK = "risk";
    private static final String NO_RISK = "A";
    private static final String USED = "reference ";
    private static final String LATER_ENTRY = "CUSOFFSENT740";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Entries() {}

    static Map<String, Effect> effects() {
        return Map.ofEntries(
                Map.entry("keep-declaration", Entries::keepDeclaration),
                Map.entry("acknowledge", Entries::acknowledge),
                Map.entry("forward", Entries::forward),
                Map.entry("keep-record", step -> step.data(content(step.root()))),
                Map.entry("send-on", Entries::sendOn),
                Map.entry("assess", step -> step.fact(RISK, step.need("risk"))),
                Map.entry("amend", Entries::amend),
                Map.entry("accept-amendment", Entries::acceptAmendment),
                Map.entry("send-intervention", Entries::sendIntervention),
                Map.entry("pass-on-intervention", Entries::passOnIntervention),
                Map.entry("acknowledge-diversion", Entries::acknowledgeDiversion),
                Map.entry("send-diverted", step -> sendRecord(step, applicationOf(actual(step)))),
                Map.entry("send-record", Entries::answerRecord),
                Map.entry("refuse-record", Entries::refuseRecord),
                Map.entry("request-record", Entries::requestRecord),
                Map.entry("validate-arrival", Entries::validateArrival));
    }

    /** Whoever lodged it is told what becomes of it, by way of the node that spoke for them. They may use a reference once. */
    private static void keepDeclaration(Step step) throws Refused {
        String reference = step.root().value(LRN).orElse("").strip();
        Movement used = step.other(USED + step.message().header().sender() + " " + reference);
        if (used.isKnown()) {
            throw new Refused(new FunctionalError(Code.RULE_VIOLATED, "/CC315A/" + LRN, "N/A", reference));
        }
        step.other(used.inState("REFERENCE", "USED"));
        step.data(content(step.root()).with(MRN, step.mrn()));
        step.fact("trader", step.message().header().sender());
        step.fact("trader-node", step.message().node());
    }

    private static void acknowledge(Step step) {
        Element answer = Element.group("CC328A")
                .with(LRN, step.root().value(LRN).orElse(""))
                .with(MRN, step.mrn())
                .with("HEAHEA/DecRegDatTimHEA115", STAMP.format(step.now()));
        step.reply(answer);
    }

    /** To the country of first entry. */
    private static void forward(Step step) {
        step.send(
                step.select("CD319A", step.data()),
                applicationOf(step.data().value(FIRST_ENTRY).orElse("")));
    }

    /** To the countries of later entry, with the result of the risk analysis. */
    private static void sendOn(Step step) {
        Set<String> applications = new LinkedHashSet<>();
        step.data()
                .all(LATER_ENTRY)
                .forEach(office -> office.value("RefNumSUBENR909")
                        .ifPresent(reference -> applications.add(applicationOf(reference))));
        applications.remove(Address.importControl(step.country()).text());
        applications.forEach(to -> sendRecord(step, to));
    }

    private static void sendRecord(Step step, String to) {
        step.send(
                step.select("CD301A", step.data())
                        .with("RISANA/RisAnaResCodRISANA", step.fact(RISK).orElse(NO_RISK)),
                to);
    }

    /** The amended declaration replaces the old one, under the reference of the old one. */
    private static void amend(Step step) {
        Element head = step.data().first("HEAHEA").orElse(Element.group("HEAHEA"));
        Element amended = content(step.root());
        Element newHead = step.select("CC315A", amended).first("HEAHEA").orElse(Element.group("HEAHEA"));
        for (String kept : List.of("RefNumHEA4", "DecPlaHEA394", "DecDatTimHEA114", "DocNumHEA5")) {
            newHead = head.value(kept).isPresent()
                    ? newHead.with(kept, head.value(kept).orElse(""))
                    : newHead;
        }
        step.data(amended.put("HEAHEA", newHead));
    }

    private static void acceptAmendment(Step step) {
        step.reply(Element.group("CC304A")
                .with(MRN, step.mrn())
                .with("HEAHEA/AmeAccDatTimHEA112", STAMP.format(step.now())));
    }

    /** Do not load: to the trader who lodged, or to the country that has it from the trader. */
    private static void sendIntervention(Step step) {
        Element notice = Element.group("CC351A")
                .with(MRN, step.mrn())
                .with("HEAHEA/NotDatTimHEA104", STAMP.format(step.now()))
                .with("CUSINT632/IteNumConCUSINT668", step.detail("item").orElse("1"))
                .with("CUSINT632/CusIntCodCUSINT665", step.detail("code").orElse("A001"));
        String lodged = Address.importControl(step.mrn().substring(2, 4)).text();
        step.send(
                notice,
                step.fact("trader").orElse(lodged),
                step.fact("trader-node").orElse(lodged));
    }

    /** The office of first entry has spoken; the trader is known here. */
    private static void passOnIntervention(Step step) {
        String trader = step.fact("trader").orElse("");
        step.send(content(step.root()), trader, step.fact("trader-node").orElse(trader));
    }

    private static void acknowledgeDiversion(Step step) {
        Element answer = Element.group("CC325A")
                .with(
                        "HEAHEA/DivRefNumHEA119",
                        step.root().value("HEAHEA/DivRefNumHEA119").orElse(""))
                .with("HEAHEA/RegDatTimHEA121", STAMP.format(step.now()))
                .with(ACTUAL, actual(step));
        step.reply(answer);
    }

    private static void answerRecord(Step step) {
        step.reply(step.select("CD303A", step.data()).with(ACTUAL, actual(step)));
    }

    private static void refuseRecord(Step step) {
        Element answer = Element.group("CD303A")
                .with(MRN, step.mrn())
                .with(REASON, step.movement().isKnown() ? "2" : "1")
                .with(ACTUAL, actual(step));
        step.reply(answer);
    }

    /** Asks the country of first entry: the one named, or the one that gave the MRN. */
    private static void requestRecord(Step step) {
        String office = new Office(step.need("office")).text();
        if (!office.startsWith(step.country())) {
            throw new IllegalArgumentException("office: " + office + " (expected: one of " + step.country() + ")");
        }
        String to = step.detail("to")
                .orElse(Address.importControl(step.mrn().substring(2, 4)).text());
        step.send(Element.group("CD302A").with(MRN, step.mrn()).with(ACTUAL, office), to);
    }

    private static void validateArrival(Step step) {
        step.reply(Element.group("CC348A")
                .with(MRN, step.mrn())
                .with("HEAHEA/ArrValDatTimHEA108", STAMP.format(step.now())));
    }

    private static String actual(Step step) {
        return step.root().value(ACTUAL).orElse("");
    }

    static String applicationOf(String office) {
        return Address.importControl(new Office(office).country()).text();
    }

    /** What a message says beyond its head: the groups. */
    static Element content(Element root) {
        List<Element> groups = new ArrayList<>(root.children());
        groups.removeIf(child -> child.children().isEmpty());
        return Element.group(root.name(), groups);
    }
}
