package eu.ccngateway.applications.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalogue as a page of documentation. */
public final class CataloguePage {

    private CataloguePage() {}

    /**
     * The page in Markdown.
     *
     * @param behaviours those that exist; a profile that names another cannot run yet
     */
    public static String of(Catalogue catalogue, List<SourceSystem> systems, Set<String> behaviours) {
        StringBuilder page = new StringBuilder();
        page.append("# The applications of the network\n\n")
                .append("Made from the profiles; run the module's tests with `-Dregenerate=true` after changing one.\n")
                .append(
                        "Marks and source lines are those of the published documents: **M** counted under the figures of the network,\n")
                .append(
                        "**G** covered by their general sentence, **P** plausible, **–** nothing points to the network.\n")
                .append(
                        "Each profile runs with `./ccn application CODE --domain XX`; `EC` is the Commission's side, `ZZ` the traders'.\n\n")
                .append("## Profiles\n\n")
                .append(
                        "| code | system | mark | pattern | decided by | group | node | priority | mean size | a year |\n")
                .append("|---|---|---|---|---|---|---|---|---|---|\n");
        catalogue.profiles().forEach(profile -> page.append(summary(profile, behaviours)));
        page.append("\n## Every system of the sources\n\n| system | mark | source | state |\n|---|---|---|---|\n");
        systems.forEach(system -> page.append(row(system)));
        page.append("\n## What each exchanges\n");
        catalogue.profiles().forEach(profile -> page.append(details(profile)));
        return page.toString();
    }

    private static String summary(Profile profile, Set<String> behaviours) {
        return String.format(
                Locale.ROOT,
                "| [%s](#%s) | %s | %s | %s | %s | %s | %s | %d | %,d | %,d %s |\n",
                profile.code(),
                profile.code().toLowerCase(Locale.ROOT),
                profile.name(),
                profile.mark(),
                profile.pattern(),
                profile.behaviour()
                        .map(name -> behaviours.contains(name)
                                ? "its own rules (" + name + ")"
                                : "not built yet (" + name + ")")
                        .orElse("the pattern"),
                profile.group(),
                nodes(profile),
                profile.priority(),
                profile.size(),
                profile.rate().perYear(),
                profile.rate().of());
    }

    private static String nodes(Profile profile) {
        String national = profile.parties().contains("national") ? profile.address("xx") : "";
        String centre = profile.parties().contains("centre") ? profile.address(Profile.CENTRE) : "";
        String trader = profile.parties().contains("trader") ? profile.address(Profile.TRADERS) : "";
        return Stream.of(national, centre, trader)
                .filter(node -> !node.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String row(SourceSystem system) {
        String mark = system.mark() == Mark.NONE ? "–" : system.mark().name();
        String state = switch (system.state()) {
            case PROFILE -> "profile [" + system.note() + "](#" + system.note().toLowerCase(Locale.ROOT) + ")";
            case WITHIN -> "within [" + system.note() + "](#" + system.note().toLowerCase(Locale.ROOT) + ")";
            case NETWORK -> "the network: " + system.note();
            case OUTSIDE -> "outside: " + system.note();
        };
        return "| " + system.name() + " | " + mark + " | " + system.source() + " | " + state + " |\n";
    }

    private static String details(Profile profile) {
        StringBuilder text = new StringBuilder("\n### " + profile.code() + "\n\n" + profile.about() + "\n")
                .append("Source: ")
                .append(profile.source())
                .append(". ")
                .append("Rate: ")
                .append(profile.rate().shape())
                .append(", ")
                .append(profile.rate().source())
                .append(". ")
                .append("Takes part: ")
                .append(String.join(", ", profile.parties()))
                .append(profile.countries().isEmpty() ? "" : " (" + String.join(", ", profile.countries()) + ")")
                .append(".\n\n| type | from | to | kind | queue | what it is |\n|---|---|---|---|---|---|\n");
        for (MessageType type : profile.types()) {
            text.append("| ")
                    .append(profile.onNetwork(type.name()))
                    .append(" | ")
                    .append(type.from())
                    .append(" | ")
                    .append(type.to())
                    .append(" | ")
                    .append(type.kind())
                    .append(" | ")
                    .append(type.channel())
                    .append(" | ")
                    .append(type.about())
                    .append(more(type))
                    .append(" |\n");
        }
        text.append("\nAssumed, as no source says it:\n\n")
                .append(profile.assumed().stream()
                        .map(line -> "- " + line + "\n")
                        .collect(Collectors.joining()));
        return text.toString();
    }

    private static String more(MessageType type) {
        StringBuilder more = new StringBuilder();
        if (type.is(MessageType.Trait.CALLS)) {
            more.append("; a call");
        }
        if (!type.after().isEmpty()) {
            more.append("; after ").append(String.join(" or ", type.after()));
        }
        if (!type.answers().isEmpty()) {
            more.append("; answered by ").append(String.join(" or ", type.answers()));
        }
        if (!type.passes().isEmpty()) {
            more.append("; only these fields pass: ").append(String.join(", ", type.passes()));
        }
        return more.toString();
    }
}
