package eu.ccngateway.applications.central;

import eu.ccngateway.applications.movement.FunctionalError;
import eu.ccngateway.applications.movement.FunctionalError.Code;
import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.movement.Refused;
import eu.ccngateway.applications.movement.Step;
import eu.ccngateway.applications.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notices of unavailability of a country, kept as facts: functionality, start and type together name one (rule R0518), its
 * value is the end and the explanation.
 */
final class Notices {

    static final String KEY = "NOTICES.";

    /** Scheduled, unscheduled, not implemented. */
    static final List<String> TYPES = List.of("S", "U", "N");

    private static final String ROLE = "NOTICES";
    private static final String AT = "Country/Action/Unavailability";

    private Notices() {}

    /** Takes a notice over: creates, changes and deletes what its actions say. */
    static void keep(Step step) throws Refused {
        Element country = step.root().first("Country").orElseThrow();
        String code = value(country, "country");
        if (!code.equals(step.message().senderCountry())) {
            throw new Refused(new FunctionalError(
                    Code.RULE_VIOLATED, "/" + step.root().name() + "/Country/country", "N/A", code));
        }
        Movement notices = step.other(KEY + code);
        for (Element action : country.all("Action").toList()) {
            boolean isNew = value(action, "operation").equals("C");
            for (Element each : action.all("Unavailability").toList()) {
                if (isNew == notices.fact(name(each)).isPresent()) {
                    String rule = isNew ? "R0518" : "G0210";
                    throw new Refused(new FunctionalError(
                            Code.RULE_VIOLATED, "/" + step.root().name() + "/" + AT, rule, name(each)));
                }
            }
        }
        take(step, country);
    }

    /** Takes over what the centre tells of others, whatever was known before. */
    static void note(Step step) {
        step.root().all("Country").forEach(country -> take(step, country));
    }

    private static void take(Step step, Element country) {
        Movement notices = step.other(KEY + value(country, "country")).inState(ROLE, "KEPT");
        for (Element action : country.all("Action").toList()) {
            boolean isDeleted = value(action, "operation").equals("D");
            for (Element each : action.all("Unavailability").toList()) {
                String said = value(each, "endDateAndTime") + " " + value(each, "explanation");
                notices = notices.withFact(name(each), isDeleted ? "" : said);
            }
        }
        step.other(notices);
    }

    private static String name(Element each) {
        return value(each, "functionality") + " " + value(each, "startDateAndTime") + " " + value(each, "type");
    }

    /** What is kept of a country of one type, as the action of a message that creates it. */
    static Optional<Element> action(Movement notices, String type) {
        List<Element> all = new ArrayList<>();
        for (Map.Entry<String, String> fact : notices.facts().entrySet()) {
            String[] name = fact.getKey().split(" ");
            if (name.length == 3 && name[2].equals(type)) {
                String[] value = fact.getValue().split(" ", 2);
                all.add(unavailability(all.size() + 1, new Notice(name[0], name[2], name[1], value[0], value[1])));
            }
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(action("C", all));
    }

    /**
     * One notice.
     *
     * @param type S scheduled, U unscheduled, N not implemented
     * @param end empty if it is not known
     */
    record Notice(String functionality, String type, String start, String end, String explanation) {}

    static Element action(String operation, List<Element> unavailabilities) {
        List<Element> children = new ArrayList<>();
        children.add(Element.leaf("sequenceNumber", "1"));
        children.add(Element.leaf("operation", operation));
        children.addAll(unavailabilities);
        return Element.group("Action", children);
    }

    static Element unavailability(int number, Notice notice) {
        List<Element> children = new ArrayList<>();
        children.add(Element.leaf("sequenceNumber", String.valueOf(number)));
        children.add(Element.leaf("type", notice.type()));
        children.add(Element.leaf("functionality", notice.functionality()));
        children.add(Element.leaf("startDateAndTime", notice.start()));
        if (!notice.end().isEmpty()) {
            children.add(Element.leaf("endDateAndTime", notice.end()));
        }
        children.add(Element.leaf("explanation", notice.explanation()));
        return Element.group("Unavailability", children);
    }

    static String value(Element element, String name) {
        return element.value(name).orElse("").strip();
    }
}
