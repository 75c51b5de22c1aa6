package eu.ccngateway.launcher.load;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.loadtest.traffic.ProfileFile;
import eu.ccngateway.loadtest.traffic.TrafficProfile;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn loadtest list}. */
@Command(
        name = "list",
        description = {
            "Shows the traffic profiles that come with the program.",
            "With --show the file of one, to be changed and given to run --profile."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn loadtest list",
            "  ./ccn loadtest list --show europe > mine.yaml && ./ccn loadtest run --profile mine.yaml"
        })
final class ProfilesCommand implements Callable<Integer> {

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--show", paramLabel = "NAME", description = "Prints this profile's YAML.")
    private @Nullable String show;

    private final Console console;

    ProfilesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (show == null) {
            list();
        } else if (ProfileFile.NAMES.contains(show)) {
            console.out().print(ProfileFile.shipped(show));
        } else {
            throw new IllegalArgumentException("--show: '" + show + "' (expected: one of " + ProfileFile.NAMES + ")");
        }
        return ExitCode.OK.number();
    }

    private void list() {
        try (Listing listing = new Listing(
                console,
                output.format(),
                "profile=PROFILE",
                "applications=APPLICATIONS",
                "meanBytes=MEAN",
                "arrivals=ARRIVALS",
                "description=DESCRIPTION")) {
            for (TrafficProfile profile : ProfileFile.all()) {
                listing.add(new Fields()
                        .add("profile", profile.name())
                        .add("applications", String.join(",", profile.applications()))
                        .add("meanBytes", Math.round(profile.sizes().mean()))
                        .add("sizes", profile.sizes().toString())
                        .add("arrivals", profile.rhythm().isPoisson() ? "poisson" : "even")
                        .add("description", profile.description()));
            }
        }
    }
}
