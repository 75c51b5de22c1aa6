package eu.ccngateway.applications.central;

import static eu.ccngateway.applications.central.Notices.value;

import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.movement.Step;
import eu.ccngateway.applications.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Monthly statistics: how many messages a state has received from each other one (S001) and sent to it (S002); these two
 * codes are ours, as no list of them is public. What one says it sent and the other says it received must agree.
 */
final class Statistics {

    static final String RECEIVED = "S001";
    static final String SENT = "S002";

    private static final String KEY = "STATISTICS.";
    private static final String TRANSIT = "1";
    private static final String ABOUT_ITSELF = "P1001A";
    private static final String DIFFERS = "P2001A";

    private Statistics() {}

    /** The statistics of a month as a message: counts by kind and country, {@code S001/FR}. */
    static Element message(String country, String month, Map<String, Long> counts) {
        List<Element> kinds = new ArrayList<>();
        for (String kind : List.of(RECEIVED, SENT)) {
            boolean isThere = counts.keySet().stream().anyMatch(name -> name.startsWith(kind + "/"));
            List<Element> children = new ArrayList<>(List.of(
                    Element.leaf("sequenceNumber", String.valueOf(kinds.size() + 1)),
                    Element.leaf("operation", "C"),
                    Element.leaf("statisticsType", kind),
                    Element.leaf("statisticsTypeSupport", isThere ? "1" : "0")));
            new TreeMap<>(counts).forEach((name, count) -> {
                if (name.startsWith(kind + "/")) {
                    children.add(Element.group(
                            "SeriesElements",
                            Element.leaf("sequenceNumber", String.valueOf(children.size() - 3)),
                            Element.leaf("otherCountry", name.substring(kind.length() + 1)),
                            Element.leaf("counter", String.valueOf(count))));
                }
            });
            kinds.add(Element.group("StatisticalCharacteristics", children));
        }
        List<Element> system =
                new ArrayList<>(List.of(Element.leaf("sequenceNumber", "1"), Element.leaf("systemCode", TRANSIT)));
        system.addAll(kinds);
        return Element.group(
                "CD411D",
                Element.group(
                        "SendingCountry",
                        Element.leaf("country", country),
                        Element.leaf("year", month.substring(0, 4)),
                        Element.leaf("month", month.substring(5)),
                        Element.group("SystemApplicability", system)));
    }

    /** Keeps what came, compares it with what others said, and warns of what does not agree. */
    static void judge(Step step) {
        Element sending = step.root().first("SendingCountry").orElseThrow();
        String country = value(sending, "country");
        String month = value(sending, "year") + "-" + value(sending, "month");
        Movement kept = step.other(KEY + month + "." + country).inState("STATISTICS", "KEPT");
        List<Element> warnings = new ArrayList<>();
        for (Element system : sending.all("SystemApplicability").toList()) {
            for (Element kind : system.all("StatisticalCharacteristics").toList()) {
                for (Element series : kind.all("SeriesElements").toList()) {
                    String type = value(kind, "statisticsType");
                    String other = value(series, "otherCountry");
                    String counter = value(series, "counter");
                    kept = kept.withFact(type + "/" + other, counter);
                    warning(step, new Count(country, other, type, counter), month)
                            .ifPresent(warnings::add);
                }
            }
        }
        step.other(kept);
        if (!warnings.isEmpty()) {
            List<Element> children = new ArrayList<>();
            children.add(Element.group(
                    "EvaluatedMessage",
                    Element.leaf("messageType", "CD411D"),
                    Element.leaf("country", country),
                    Element.leaf("year", month.substring(0, 4)),
                    Element.leaf("month", month.substring(5))));
            children.addAll(warnings);
            step.reply(Element.group("CD903D", children));
        }
    }

    /** What one country says of another. */
    private record Count(String country, String other, String type, String counter) {}

    private static java.util.Optional<Element> warning(Step step, Count count, String month) {
        if (count.other().equals(count.country())) {
            return java.util.Optional.of(warning(ABOUT_ITSELF, count.other()));
        }
        String mirrored = count.type().equals(SENT) ? RECEIVED : SENT;
        return step.other(KEY + month + "." + count.other())
                .fact(mirrored + "/" + count.country())
                .filter(said -> !said.equals(count.counter()))
                .map(said -> warning(DIFFERS, count.counter()));
    }

    private static Element warning(String code, String value) {
        return Element.group(
                "ConsistencyCheckWarning",
                Element.leaf(
                        "warningPointer",
                        "/CD411D/SendingCountry/SystemApplicability/StatisticalCharacteristics/SeriesElements/counter"),
                Element.leaf("warningCode", code),
                Element.leaf("originalAttributeValue", value));
    }
}
