package eu.ccngateway.applications.catalogue;

import eu.ccngateway.applications.catalogue.MessageType.Trait;
import eu.ccngateway.applications.conversation.Channel;
import eu.ccngateway.applications.conversation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a profile out of its file. */
final class ProfileReader {

    private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,19}");
    private static final Pattern TYPE = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,19}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern DAYS = Pattern.compile("(\\d{1,4}) d");
    private static final Set<String> PARTIES = Set.of("national", "centre", "trader", "third");

    private final Map<String, Profile> known;

    /** @param known profiles that this one may name as {@code like} */
    ProfileReader(Map<String, Profile> known) {
        this.known = known;
    }

    Profile read(String file, String text) {
        Section top = Section.parse(file, text);
        String code = matching(top, "code", CODE, "1-20 capital letters, digits or '-'");
        String behaviour = top.optional("behaviour").orElse("");
        Optional<Profile> like = top.optional("like").flatMap(name -> {
            if (!known.containsKey(name)) {
                top.fault("like: '" + name + "' (expected: a profile with types of its own)");
            }
            return Optional.ofNullable(known.get(name));
        });
        List<MessageType> types = new ArrayList<>(like.map(Profile::types).orElse(List.of()));
        top.sections("types").forEach(section -> types.add(type(section)));
        Profile profile = new Profile(
                code,
                top.text("name"),
                top.text("about"),
                top.text("source"),
                top.choice("mark", Mark.class, Mark.P),
                top.choice(
                        "pattern",
                        eu.ccngateway.applications.catalogue.Pattern.class,
                        eu.ccngateway.applications.catalogue.Pattern.MOVEMENT),
                Optional.of(behaviour).filter(name -> !name.isEmpty()),
                top.choice("group", ServiceGroup.class, ServiceGroup.CENTRALISED),
                top.optional("project").orElse(code),
                top.optional("node").orElse("NA"),
                top.optional("centre").orElse("CENTRE"),
                parties(top),
                countries(top),
                (int) top.number("priority", 0, 9),
                expiry(top),
                top.number("size", 1, 20L << 20),
                rate(top),
                types,
                top.texts("assumed"),
                transition(top));
        checkTypes(top, profile);
        top.check();
        return profile;
    }

    private static String matching(Section section, String key, Pattern pattern, String expected) {
        String text = section.text(key);
        if (!pattern.matcher(text).matches()) {
            section.fault(key + ": '" + text + "' (expected: " + expected + ")");
        }
        return text;
    }

    private static List<String> parties(Section top) {
        List<String> parties = top.texts("parties");
        if (parties.isEmpty() || !PARTIES.containsAll(parties)) {
            top.fault("parties: " + parties + " (expected: some of national, centre, trader, third)");
        }
        return parties;
    }

    private static List<String> countries(Section top) {
        List<String> countries = top.texts("countries");
        countries.stream()
                .filter(country -> !COUNTRY.matcher(country).matches())
                .forEach(country -> top.fault("countries: '" + country + "' (expected: two capital letters)"));
        return countries;
    }

    private static Optional<Duration> expiry(Section top) {
        return top.optional("expiry").flatMap(text -> {
            Matcher matcher = DAYS.matcher(text);
            if (matcher.matches()) {
                return Optional.of(Duration.ofDays(Long.parseLong(matcher.group(1))));
            }
            top.fault("expiry: '" + text + "' (expected: days, as in 7 d)");
            return Optional.empty();
        });
    }

    private static Rate rate(Section top) {
        Optional<Section> given = top.section("rate");
        if (given.isEmpty()) {
            top.fault("rate: missing (expected: { perYear, of, shape, source })");
            return new Rate(0, "messages", "flat", "assumed");
        }
        Section section = given.get();
        Rate rate = new Rate(
                section.number("perYear", 0, 1_000_000_000_000L),
                section.text("of"),
                section.text("shape"),
                section.text("source"));
        section.refuseOthers();
        return rate;
    }

    private static Transition transition(Section top) {
        Optional<Section> given = top.section("transition");
        if (given.isEmpty()) {
            return Transition.OVER;
        }
        Section section = given.get();
        Map<String, String> legacy =
                section.section("legacy").map(Section::rest).orElse(Map.of());
        String converter = section.optional("converter").orElse(Profile.CENTRE);
        section.refuseOthers();
        try {
            return new Transition(legacy, converter);
        } catch (IllegalArgumentException e) {
            section.fault(String.valueOf(e.getMessage()));
            return Transition.OVER;
        }
    }

    private static MessageType type(Section section) {
        List<Trait> traits = new ArrayList<>();
        for (Trait trait : Trait.values()) {
            if (section.flag(trait.name().toLowerCase(java.util.Locale.ROOT))) {
                traits.add(trait);
            }
        }
        MessageType type = new MessageType(
                matching(section, "type", TYPE, "1-20 capital letters, digits or '-'"),
                section.text("from"),
                section.text("to"),
                section.choice("kind", Kind.class, Kind.REQUEST),
                section.choice("queue", Channel.class, Channel.CORE),
                section.text("about"),
                section.optional("is"),
                section.texts("answers"),
                section.texts("after"),
                section.texts("then"),
                section.texts("passes"),
                traits);
        section.refuseOthers();
        return type;
    }

    /** What one type says of another must be there; and nothing may be there twice. */
    private static void checkTypes(Section top, Profile profile) {
        Set<String> names = new HashSet<>();
        for (MessageType type : profile.types()) {
            if (!names.add(type.name())) {
                top.fault("types: " + type.name() + " is there twice (expected: once)");
            }
        }
        for (MessageType type : profile.types()) {
            List<String> named = new ArrayList<>(type.answers());
            named.addAll(type.after());
            named.addAll(type.then());
            named.stream()
                    .filter(name -> !names.contains(name))
                    .forEach(name -> top.fault("types: " + type.name() + " names " + name
                            + " (expected: a type of this profile; add it or correct the name)"));
        }
        if (profile.types().isEmpty()) {
            top.fault("types: none (expected: at least one, or like: a profile that has some)");
        }
    }
}
