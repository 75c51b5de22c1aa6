package eu.ccngateway.applications;

import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.central.ManagementInformation;
import eu.ccngateway.applications.central.NationalDuties;
import eu.ccngateway.applications.central.OfficeList;
import eu.ccngateway.applications.conversation.Application;
import eu.ccngateway.applications.ecs.Ecs;
import eu.ccngateway.applications.ics.Ics;
import eu.ccngateway.applications.ics.Traders;
import eu.ccngateway.applications.identifier.Identifications;
import eu.ccngateway.applications.ieca.ConverterApplication;
import eu.ccngateway.applications.ncts.Ncts;
import eu.ccngateway.applications.pattern.Party;
import eu.ccngateway.applications.pattern.Publisher;
import eu.ccngateway.applications.pattern.Subscriber;
import eu.ccngateway.applications.runtime.Applications;
import eu.ccngateway.applications.runtime.Applications.Behaviour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The applications that come with the program: every behaviour a profile of the catalogue names. */
public final class BuiltIn {

    private static final int OFFICES_OF_EACH = 20;

    private BuiltIn() {}

    /** All of them, with offices that are made up. */
    public static Applications applications() {
        return applications(Optional.empty());
    }

    /** @param offices the list of customs offices, CSV or ZIP */
    public static Applications applications(Optional<Path> offices) {
        RandomGenerator random = new SecureRandom();
        Behaviour transit = (profile, party) -> transit(party, random);
        Behaviour referenceData = (profile, party) -> referenceData(profile, party, offices);
        return new Applications(Map.of(
                "ncts",
                transit,
                "ecs",
                (profile, party) -> Ecs.application(party.country(), random),
                "ics",
                (profile, party) -> entry(profile, party, random),
                "management-information",
                transit,
                "reference-data",
                referenceData,
                "ieca",
                (profile, party) -> new ConverterApplication(
                        party.country(), profile.transition(), new Identifications(Identifications.SHORT, random))));
    }

    /** The centre of the transit system is CS/MIS2; a state plays all its offices. */
    private static Application transit(Party party, RandomGenerator random) {
        return party.isCentre()
                ? ManagementInformation.application(party, random)
                : new NationalDuties(Ncts.application(party.country(), random), party.country(), random);
    }

    private static Application entry(Profile profile, Party party, RandomGenerator random) {
        return party.isTrader()
                ? Traders.application(profile.address(party.country()), random)
                : Ics.application(party.country(), random);
    }

    private static Application referenceData(Profile profile, Party party, Optional<Path> offices) {
        if (!party.isCentre()) {
            return new Subscriber(profile, party);
        }
        try {
            List<Map<String, String>> list = offices.isPresent()
                    ? OfficeList.read(offices.get())
                    : OfficeList.generated(countries(party), OFFICES_OF_EACH);
            return new Publisher(profile, party, list);
        } catch (IOException e) {
            throw new UncheckedIOException(offices + " cannot be read", e);
        }
    }

    private static List<String> countries(Party party) {
        List<String> countries = new ArrayList<>();
        party.partners().forEach(partner -> countries.add(partner.substring(partner.length() - 2)));
        return countries;
    }
}
