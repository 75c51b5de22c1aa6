package eu.ccngateway.launcher.scenario;

import eu.ccngateway.applications.catalogue.Catalogue;
import eu.ccngateway.applications.scenario.Scenario;
import eu.ccngateway.applications.scenario.Scenarios;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ccn scenario}. */
@Command(
        name = "scenario",
        description = "Scripted conversations between applications, with a verdict.",
        subcommands = {ScenarioCommand.List.class, ScenarioRunCommand.class},
        footer = {"", "Example:", "  ./ccn scenario list", "  ./ccn scenario run vies-request-reply"})
public final class ScenarioCommand {

    /** {@code ccn scenario list}. */
    @Command(
            name = "list",
            description = "Lists the scenarios.",
            footer = {"", "Example:", "  ./ccn scenario list", "  ./ccn scenario list --output json"})
    static final class List implements Callable<Integer> {

        @Mixin
        private OutputOption output = new OutputOption();

        private final Console console;

        List(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (Listing listing =
                    new Listing(console, output.format(), "name=NAME", "application=APPLICATION", "about=ABOUT")) {
                for (Scenario scenario : new Scenarios(Catalogue.builtIn()).all()) {
                    listing.add(new Fields()
                            .add("name", scenario.name())
                            .add("application", scenario.application())
                            .add("about", scenario.about())
                            .add("roles", scenario.roles()));
                }
            }
            return ExitCode.OK.number();
        }
    }
}
