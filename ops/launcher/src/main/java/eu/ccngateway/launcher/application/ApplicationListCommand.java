package eu.ccngateway.launcher.application;

import eu.ccngateway.applications.catalogue.Catalogue;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ccn application-list}. */
@Command(
        name = "application-list",
        description = "Lists the applications of the catalogue.",
        footer = {"", "Example:", "  ./ccn application-list", "  ./ccn application-list --output json"})
public final class ApplicationListCommand implements Callable<Integer> {

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    public ApplicationListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Listing listing = new Listing(
                console, output.format(), "code=CODE", "name=NAME", "pattern=PATTERN", "group=GROUP", "mark=MARK")) {
            for (Profile profile : Catalogue.builtIn().profiles()) {
                listing.add(new Fields()
                        .add("code", profile.code())
                        .add("name", profile.name())
                        .add("pattern", profile.pattern().toString())
                        .add("group", profile.group().name())
                        .add("mark", profile.mark().name())
                        .add("about", profile.about())
                        .add("source", profile.source())
                        .add("priority", profile.priority())
                        .add(
                                "types",
                                profile.types().stream()
                                        .map(type -> profile.onNetwork(type.name()))
                                        .toList()));
            }
        }
        return ExitCode.OK.number();
    }
}
