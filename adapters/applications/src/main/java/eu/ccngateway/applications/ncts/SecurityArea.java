package eu.ccngateway.applications.ncts;

import eu.ccngateway.applications.movement.FunctionalError;
import eu.ccngateway.applications.movement.FunctionalError.Code;
import eu.ccngateway.applications.movement.Message;
import eu.ccngateway.applications.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Safety and security data are for the countries of the customs security area (code list CL147). Conditions C0812 and C0813
 * look at the last two characters of sender and recipient; their wording is not public, so what they say of which is ours:
 * C0812 is broken by a sender outside the area, C0813 by a recipient.
 */
final class SecurityArea {

    /** Ours, by the agreements of the Union: its members and those who share its security measures. */
    private static final Set<String> COUNTRIES = Set.of(
            "AD", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
            "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "SM", "XI");

    private static final String CIRCUMSTANCE = "TransitOperation/specificCircumstanceIndicator";
    private static final String RISK = "RiskAnalysisIdentification";

    private SecurityArea() {}

    static boolean has(String address) {
        return COUNTRIES.contains(address.substring(Math.max(0, address.length() - 2)));
    }

    /** Of a message, what its recipient may be told. */
    static Element told(Element content, String sender, String recipient) {
        if (has(sender) && has(recipient)) {
            return content;
        }
        Element told = content.without(RISK);
        return told.has(CIRCUMSTANCE)
                ? told.put(
                        Transit.OPERATION,
                        told.first(Transit.OPERATION).orElseThrow().without("specificCircumstanceIndicator"))
                : told;
    }

    static List<FunctionalError> broken(Message message) {
        List<FunctionalError> errors = new ArrayList<>();
        for (String path : List.of(CIRCUMSTANCE, RISK)) {
            if (message.root().has(path)) {
                String pointer = "/" + message.name() + "/" + path;
                String value = message.root().value(path).orElse("");
                if (!has(message.header().sender())) {
                    errors.add(new FunctionalError(Code.NOT_ALLOWED, pointer, "C0812", value));
                }
                if (!has(message.header().recipient())) {
                    errors.add(new FunctionalError(Code.NOT_ALLOWED, pointer, "C0813", value));
                }
            }
        }
        return errors;
    }
}
