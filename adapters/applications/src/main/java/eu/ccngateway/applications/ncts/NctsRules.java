package eu.ccngateway.applications.ncts;

import eu.ccngateway.applications.identifier.Mrn;
import eu.ccngateway.applications.movement.FunctionalError;
import eu.ccngateway.applications.movement.FunctionalError.Code;
import eu.ccngateway.applications.movement.Message;
import eu.ccngateway.applications.xml.Element;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Conditions and rules that a message can break by itself, without the movement's state. */
final class NctsRules {

    private static final Set<String> ANSWERS = Set.of("CD003C", "CD038C", "CD115C", "CD165C");
    private static final Set<String> UNAVAILABILITY = Set.of("CD070C", "CD071C", "CD971C");

    /** What a negative answer must not have and a positive one must, with the condition that says so. */
    private static final Map<String, String> ONLY_POSITIVE = Map.of(
            "TransitOperation/declarationType", "C0365",
            "TransitOperation/declarationAcceptanceDate", "C0365",
            "TransitOperation/releaseDate", "C0365",
            "CustomsOfficeOfDestinationDeclared", "C0466",
            "HolderOfTheTransitProcedure", "C0466",
            "ControlResult", "C0466",
            "Consignment", "C0466");

    private static final Set<Integer> ENQUIRY_LIMITS = Set.of(28, 40);
    private static final Set<Character> EXPORT_LETTERS = Set.of('A', 'B', 'E');
    private static final int PROCEDURE_AT = 16;
    private static final int CARNET_MIN = 10;
    private static final int CARNET_MAX = 11;

    private final Message message;
    private final Element root;
    private final List<FunctionalError> errors = new ArrayList<>();

    private NctsRules(Message message) {
        this.message = message;
        this.root = message.root();
    }

    static List<FunctionalError> broken(Message message) {
        NctsRules rules = new NctsRules(message);
        if (ANSWERS.contains(message.name())) {
            rules.answer();
        } else if (UNAVAILABILITY.contains(message.name())) {
            rules.unavailability();
        } else if (message.name().equals("CD142C")) {
            rules.enquiryLimit();
        } else if (message.name().equals("CD078C")) {
            rules.exportNumbers();
        }
        rules.procedureLetter();
        rules.carnet();
        rules.errors.addAll(SecurityArea.broken(message));
        return rules.errors;
    }

    /** C0365, C0466, C0811: a negative answer says nothing of the movement. */
    private void answer() {
        Optional<String> reason = root.value(Transit.REASON);
        ONLY_POSITIVE.forEach((path, condition) -> {
            if (reason.isPresent() && root.has(path)) {
                error(Code.NOT_ALLOWED, path, condition, root.value(path).orElse(""));
            } else if (reason.isEmpty() && !root.has(path)) {
                error(Code.REQUIRED_IS_MISSING, path, condition, "");
            }
        });
        if (reason.isPresent() && reason.get().equals("1") && root.has(Transit.DEPARTURE)) {
            error(Code.NOT_ALLOWED, Transit.DEPARTURE, "C0811", Transit.reference(root, Transit.DEPARTURE));
        }
    }

    /** G0125: 28 days after the preparation, or 40, and no other day. */
    private void enquiryLimit() {
        String path = "Enquiry/limitForTheEnquiryResponseDate";
        LocalDate prepared = LocalDate.ofInstant(message.header().prepared(), ZoneOffset.UTC);
        String limit = root.value(path).orElse("").strip();
        if (ENQUIRY_LIMITS.stream()
                .noneMatch(days -> prepared.plusDays(days).toString().equals(limit))) {
            error(Code.RULE_VIOLATED, path, "G0125", limit);
        }
    }

    /** R0416: export numbers have A, B or E before the check digit. Numbers of before phase 5 have none. */
    private void exportNumbers() {
        root.all("ExportOperation").flatMap(each -> each.value("MRN").stream()).forEach(mrn -> {
            if (!Mrn.isValid(mrn)) {
                error(Code.INVALID_MRN, "ExportOperation/MRN", "N/A", mrn);
            } else if (isOfPhase5(mrn) && !EXPORT_LETTERS.contains(mrn.charAt(PROCEDURE_AT))) {
                error(Code.RULE_VIOLATED, "ExportOperation/MRN", "R0416", mrn);
            }
        });
    }

    private static boolean isOfPhase5(String mrn) {
        return mrn.compareTo("25") >= 0;
    }

    /** R0990, as far as it is public: 10 or 11 characters. The issuer's check of the number is not. */
    private void carnet() {
        root.value("TransitOperation/TIRCarnetNumber")
                .map(String::strip)
                .filter(number -> !isCarnetLength(number))
                .ifPresent(number -> error(Code.RULE_VIOLATED, "TransitOperation/TIRCarnetNumber", "R0990", number));
    }

    /** Whether the number of a TIR carnet is as long as it must be. */
    static boolean isCarnetLength(String number) {
        return number.length() == CARNET_MIN || number.length() == CARNET_MAX;
    }

    /** R0410: the letter before the check digit says whether there are safety and security data. */
    private void procedureLetter() {
        Optional<String> security = root.value("TransitOperation/security");
        Optional<String> mrn = root.value(Transit.MRN).filter(text -> text.length() == Mrn.LENGTH);
        if (security.isPresent() && mrn.isPresent() && isOfPhase5(mrn.get())) {
            char letter = Mrn.Procedure.ofSecurity(security.get().strip()).letter();
            if (mrn.get().charAt(PROCEDURE_AT) != letter) {
                error(Code.RULE_VIOLATED, Transit.MRN, "R0410", mrn.get());
            }
        }
    }

    /** C0400, R0516, R0518, R0519. */
    private void unavailability() {
        Set<String> types = new HashSet<>();
        Set<String> identities = new HashSet<>();
        root.all("Country")
                .forEach(country -> country.all("Action")
                        .forEach(action -> action.all("Unavailability").forEach(each -> {
                            types.add(value(each, "type"));
                            one(each);
                            String identity = value(country, "country")
                                    + value(each, "functionality")
                                    + value(each, "startDateAndTime")
                                    + value(each, "type");
                            if (!identities.add(identity)) {
                                error(Code.RULE_VIOLATED, "Country/Action/Unavailability", "R0518", "");
                            }
                        })));
        if (types.size() > 1) {
            error(Code.RULE_VIOLATED, "Country/Action/Unavailability/type", "R0516", String.join(" ", types));
        }
    }

    private void one(Element unavailability) {
        String end = value(unavailability, "endDateAndTime");
        if (end.isEmpty()) {
            if (value(unavailability, "type").equals("S")) {
                error(Code.REQUIRED_IS_MISSING, "Country/Action/Unavailability/endDateAndTime", "C0400", "");
            }
        } else if (!LocalDateTime.parse(value(unavailability, "startDateAndTime"))
                .isBefore(LocalDateTime.parse(end))) {
            error(Code.RULE_VIOLATED, "Country/Action/Unavailability/endDateAndTime", "R0519", end);
        }
    }

    private static String value(Element element, String name) {
        return element.value(name).orElse("").strip();
    }

    private void error(Code code, String path, String reason, String value) {
        errors.add(new FunctionalError(code, "/" + root.name() + "/" + path, reason, value));
    }
}
