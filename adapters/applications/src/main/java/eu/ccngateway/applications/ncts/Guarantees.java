package eu.ccngateway.applications.ncts;

import static eu.ccngateway.applications.ncts.Transit.DEPARTURE;

import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.identifier.Grn;
import eu.ccngateway.applications.movement.Effect;
import eu.ccngateway.applications.movement.Movement;
import eu.ccngateway.applications.movement.Step;
import eu.ccngateway.applications.xml.Element;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Both ends of a guarantee: the office of departure that checks and uses it, and the office of guarantee that holds the
 * account. A guarantee that nobody registered is taken to be one of {@link #DEFAULT_AMOUNT}, if its GRN is right and of this
 * country: its first access code is then its own.
 */
final class Guarantees {

    private static final String ACCOUNT = "ACCOUNT";
    private static final BigDecimal DEFAULT_AMOUNT = new BigDecimal("1000000");
    private static final String USED = "used.";

    /** Why a guarantee is not good: ours, as code list CL252 is not public. */
    private static final String NOT_KNOWN = "G01";

    private static final String ACCESS_CODE = "G03";
    private static final String AMOUNT = "G05";

    private Guarantees() {}

    static Map<String, Effect> effects() {
        return Map.ofEntries(
                Map.entry("check-guarantee", step -> ask(step, "CD200C")),
                Map.entry("use-guarantee", step -> ask(step, "CD203C")),
                Map.entry(
                        "note-guarantee-used",
                        step -> step.fact("guarantee-used", step.fact("grn").orElse(""))),
                Map.entry("cancel-guarantee", Guarantees::cancel),
                Map.entry("credit-guarantee", Guarantees::credit),
                Map.entry("accept-check", step -> answer(step, "CD201C")),
                Map.entry("refuse-check", step -> answer(step, "CD201C")),
                Map.entry("accept-use", Guarantees::use),
                Map.entry("refuse-use", step -> answer(step, "CD205C")),
                Map.entry("free-amount", Guarantees::free),
                Map.entry("register-guarantee", Guarantees::register));
    }

    /** Notes what a declaration says of its guarantee. */
    static void noteDeclared(Step step) {
        step.detail("grn").ifPresent(grn -> step.fact("grn", grn));
        step.detail("access").ifPresent(access -> step.fact("access", access));
        step.detail("amount").ifPresent(amount -> step.fact("amount", amount));
        step.detail("currency").ifPresent(currency -> step.fact("currency", currency));
    }

    private static void ask(Step step, String name) {
        noteDeclared(step);
        String grn = step.fact("grn").orElseGet(() -> step.need("grn"));
        Element reference = Element.group("GuaranteeReference")
                .with("sequenceNumber", "1")
                .with("GRN", grn)
                .with("accessCode", step.fact("access").orElse("1234"))
                .with("amountConcerned", step.fact("amount").orElse("10000.00"))
                .with("currency", step.fact("currency").orElse("EUR"));
        Element question = Transit.about(step, name)
                .with("TransitOperation/declarationAcceptanceDate", step.today())
                .put(DEPARTURE, Transit.office(DEPARTURE, Transit.reference(step.data(), DEPARTURE)))
                .with("HolderOfTheTransitProcedure/identificationNumber", holder(step.data()))
                .and(countries(step.data()))
                .put("Guarantee", guarantee("1", reference));
        step.send(question, Address.transit(grn.substring(2, 4)).text());
    }

    private static String holder(Element root) {
        return root.value("HolderOfTheTransitProcedure/identificationNumber").orElse("");
    }

    private static Element guarantee(String type, Element reference) {
        return Element.group("Guarantee")
                .with("sequenceNumber", "1")
                .with("guaranteeType", type)
                .put("GuaranteeReference", reference);
    }

    private static List<Element> countries(Element data) {
        Set<String> countries = new LinkedHashSet<>();
        countries.add(Transit.reference(data, DEPARTURE).substring(0, 2));
        Transit.references(data, Transit.TRANSIT).forEach(office -> countries.add(office.substring(0, 2)));
        countries.add(Transit.reference(data, Transit.DESTINATION).substring(0, 2));
        List<Element> elements = new ArrayList<>();
        for (String country : countries) {
            elements.add(Element.group("CountryInvolved")
                    .with("sequenceNumber", Integer.toString(elements.size() + 1))
                    .with("country", country));
        }
        return elements;
    }

    /** Gives back a use that nothing came of. */
    private static void cancel(Step step) {
        settle(step, "CD204C", notice -> notice.with("TransitOperation/usageCancellationDate", step.today()));
    }

    /** Gives back a use when the movement is over. */
    static void credit(Step step) {
        String arrival = step.fact("arrival").orElse(step.stamp());
        settle(step, "CD209C", notice -> notice.with("TransitOperation/arrivalDateAndTimeActual", arrival));
    }

    private static void settle(Step step, String name, Function<Element, Element> dated) {
        Optional<String> grn = step.fact("guarantee-used");
        if (grn.isEmpty()) {
            return;
        }
        String country = grn.get().substring(2, 4);
        Element reference = Element.group("GuaranteeReference")
                .with("sequenceNumber", "1")
                .with("GRN", grn.get())
                .with("CustomsOfficeOfGuarantee/referenceNumber", country + "000000");
        Element notice = dated.apply(Transit.about(step, name))
                .put(DEPARTURE, Transit.office(DEPARTURE, Transit.reference(step.data(), DEPARTURE)))
                .put("Guarantee", guarantee("1", reference));
        step.fact("guarantee-used", "");
        step.send(notice, Address.transit(country).text());
    }

    /** Whether everything a message wants of guarantees here can be had; a use counts the amount, a check does so too. */
    static boolean isCovered(Element root, Function<String, Movement> known, Predicate<Grn> isOurs) {
        return references(root).stream()
                .allMatch(reference -> fault(reference, known, isOurs).isEmpty());
    }

    private static Optional<String> fault(Element reference, Function<String, Movement> known, Predicate<Grn> isOurs) {
        String grn = reference.value("GRN").orElse("");
        if (!Grn.isValid(grn) || !isOurs.test(new Grn(grn))) {
            return Optional.of(NOT_KNOWN);
        }
        Movement account = known.apply(grn);
        String access = reference.value("accessCode").orElse("");
        if (!account.fact("access").orElse(access).equals(access)) {
            return Optional.of(ACCESS_CODE);
        }
        BigDecimal wanted = new BigDecimal(reference.value("amountConcerned").orElse("0"));
        return wanted.compareTo(free(account)) > 0 ? Optional.of(AMOUNT) : Optional.empty();
    }

    private static BigDecimal free(Movement account) {
        BigDecimal free = account.fact("amount").map(BigDecimal::new).orElse(DEFAULT_AMOUNT);
        for (Map.Entry<String, String> fact : account.facts().entrySet()) {
            free = fact.getKey().startsWith(USED) ? free.subtract(new BigDecimal(fact.getValue())) : free;
        }
        return free;
    }

    private static List<Element> references(Element root) {
        return root.all("Guarantee")
                .flatMap(guarantee -> guarantee.all("GuaranteeReference"))
                .toList();
    }

    private static void use(Step step) {
        for (Element reference : references(step.root())) {
            String grn = reference.value("GRN").orElse("");
            Movement account = step.other(grn)
                    .inState(ACCOUNT, "OPEN")
                    .withFact("access", reference.value("accessCode").orElse(""))
                    .withFact(
                            USED + step.mrn(),
                            reference.value("amountConcerned").orElse("0"));
            step.other(account);
        }
        answer(step, "CD205C");
    }

    private static void free(Step step) {
        for (Element reference : references(step.root())) {
            Movement account = step.other(reference.value("GRN").orElse(""));
            step.other(account.withFact(USED + step.mrn(), ""));
        }
    }

    /** The same guarantees, each with the reason it is not good, if it is not. */
    private static void answer(Step step, String name) {
        List<Element> guarantees = new ArrayList<>();
        step.root().all("Guarantee").forEach(guarantee -> {
            Element answered = guarantee.without("GuaranteeReference");
            guarantees.add(answered.and(guarantee
                    .all("GuaranteeReference")
                    .map(reference -> judged(step, reference))
                    .toList()));
        });
        Element answer = Transit.about(step, name)
                .put(DEPARTURE, Transit.office(DEPARTURE, Transit.reference(step.root(), DEPARTURE)))
                .with("HolderOfTheTransitProcedure/identificationNumber", holder(step.root()))
                .and(guarantees);
        step.reply(answer);
    }

    private static Element judged(Step step, Element reference) {
        Element judged = Element.group(
                "GuaranteeReference",
                Element.leaf("sequenceNumber", reference.value("sequenceNumber").orElse("1")),
                Element.leaf("GRN", reference.value("GRN").orElse("")));
        boolean isUsedNow = step.other(reference.value("GRN").orElse(""))
                .fact(USED + step.mrn())
                .isPresent();
        Optional<String> fault = isUsedNow
                ? Optional.empty()
                : fault(reference, step::other, grn -> grn.country().equals(step.country()));
        return fault.map(code -> judged.put(
                        "InvalidGuaranteeReason",
                        Element.group(
                                "InvalidGuaranteeReason",
                                Element.leaf("sequenceNumber", "1"),
                                Element.leaf("code", code))))
                .orElse(judged);
    }

    /** Whether an answer says that nothing is wrong with any guarantee. */
    static boolean isGood(Element root) {
        return references(root).stream().noneMatch(reference -> reference.has("InvalidGuaranteeReason"));
    }

    private static void register(Step step) {
        Grn grn = new Grn(step.mrn());
        String amount = step.detail("amount").orElse(DEFAULT_AMOUNT.toPlainString());
        if (!amount.matches("\\d{1,13}(\\.\\d{1,2})?")) {
            throw new IllegalArgumentException(
                    "amount of " + grn + ": " + amount + " (expected: for example 10000.00)");
        }
        step.fact("amount", amount);
        step.fact("access", step.need("access"));
    }
}
