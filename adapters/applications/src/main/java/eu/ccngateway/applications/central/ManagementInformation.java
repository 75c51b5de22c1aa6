package eu.ccngateway.applications.central;

import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.identifier.Identifications;
import eu.ccngateway.applications.movement.Effect;
import eu.ccngateway.applications.movement.Engine;
import eu.ccngateway.applications.movement.Step;
import eu.ccngateway.applications.pattern.Party;
import eu.ccngateway.applications.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * CS/MIS2: takes notices of unavailability and tells them to all other states, sends the whole schedule, compares the
 * monthly statistics of each state with those of the others, and asks states whether they are there.
 *
 * <p>Acts: {@code send-schedule} (to one with {@code to}), {@code probe} an MRN at {@code to}.
 */
public final class ManagementInformation {

    private final List<String> partners;

    private ManagementInformation(List<String> partners) {
        this.partners = List.copyOf(partners);
    }

    /** The application at the centre. */
    public static Engine application(Party party, RandomGenerator random) {
        ManagementInformation centre = new ManagementInformation(party.partners());
        Map<String, Effect> effects = Map.of(
                "keep-notice", Notices::keep,
                "tell-all", centre::tellAll,
                "send-schedule", centre::sendSchedule,
                "judge-statistics", Statistics::judge,
                "probe", ManagementInformation::probe);
        return new Engine(
                TransitForm.of(party.country(), "centre.txt", effects),
                new Address("CSMIS." + party.country()),
                new Identifications(Identifications.SHORT, random),
                random,
                Engine.Limits.DEFAULT);
    }

    private void tellAll(Step step) {
        Element told = Element.group("CD071C", step.root().all("Country").toList());
        partners.stream()
                .filter(partner -> !partner.equals(step.message().header().sender()))
                .forEach(partner -> step.send(told, partner));
    }

    /** A message holds notices of one type only (rule R0516), so there is one for each type. */
    private void sendSchedule(Step step) {
        List<Element> schedules = new ArrayList<>();
        for (String type : Notices.TYPES) {
            List<Element> countries = new ArrayList<>();
            for (String partner : partners) {
                String country = partner.substring(partner.length() - 2);
                Notices.action(step.other(Notices.KEY + country), type)
                        .ifPresent(action -> countries.add(Element.group(
                                "Country",
                                Element.leaf("sequenceNumber", String.valueOf(countries.size() + 1)),
                                Element.leaf("country", country),
                                action)));
            }
            if (!countries.isEmpty()) {
                schedules.add(Element.group("CD971C", countries));
            }
        }
        if (schedules.isEmpty()) {
            throw new IllegalArgumentException("send-schedule: nothing is announced (expected: at least one notice)");
        }
        for (String partner : step.detail("to").map(List::of).orElse(partners)) {
            schedules.forEach(schedule -> step.send(schedule, partner));
        }
    }

    private static void probe(Step step) {
        step.send(Element.group("CD974C").with("Header/MRN", step.mrn()), step.need("to"));
    }
}
