package eu.ccngateway.launcher.application;

import eu.ccngateway.applications.BuiltIn;
import eu.ccngateway.applications.catalogue.Catalogue;
import eu.ccngateway.applications.catalogue.Pattern;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.catalogue.Transition;
import eu.ccngateway.applications.conversation.Application;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.pattern.Party;
import eu.ccngateway.applications.runtime.RunningApplication;
import eu.ccngateway.applications.runtime.Serials;
import eu.ccngateway.applications.runtime.Side;
import eu.ccngateway.applications.runtime.SimulatedClock;
import eu.ccngateway.applications.runtime.Store;
import eu.ccngateway.applications.scenario.Stage;
import eu.ccngateway.launcher.assembly.Running;
import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.launcher.network.NetworkOption;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ccn application}. */
@Command(
        name = "application",
        description = {
            "A national or central application of the catalogue, as a process of its own, until Ctrl-C.",
            "It answers as the real one would. What somebody at its end does is typed: ACT [MOVEMENT] NAME=VALUE ...",
            "Its state is kept in a directory, so that it continues where it was. ccn application-list names them all."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn application VIES --domain FR",
            "  echo 'send type=CHECK to=FR reference=FR12345678901' | ./ccn application VIES --domain DE"
        })
public final class ApplicationCommand implements Callable<Integer> {

    @Mixin
    private NetworkOption network = new NetworkOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(paramLabel = "CODE", description = "Which application, for example NCTS.")
    private String code = "";

    @Option(
            names = "--domain",
            required = true,
            paramLabel = "XX",
            description = "For which country, FR or CUSTTAX.FR; EC is the Commission.")
    private String domain = "";

    @Option(
            names = "--as",
            paramLabel = "NODE",
            description = "Which node to be. Default: the application's own, NTA.FR.")
    private @Nullable String node;

    @Option(
            names = "--clock",
            paramLabel = "SPEED",
            defaultValue = "1",
            description = "Seconds of its clock in one of the real one: 86400 makes a day a second. Default: 1")
    private double speed;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where its state is kept. Default: a directory of its own in that of the network.")
    private @Nullable Path state;

    @Option(
            names = "--outer",
            paramLabel = "DIR",
            description = "For a bridge: directory of the network of third countries.")
    private @Nullable Path outer;

    @Option(
            names = "--offices",
            paramLabel = "FILE",
            description = "For CS-RD2 of EC: the list of customs offices, CSV or ZIP. Default: made up.")
    private @Nullable Path offices;

    @Option(
            names = "--legacy",
            paramLabel = "XX=FORM",
            split = ",",
            description = {
                "States that are still in the old phase, and how they write: NO=edifact,CH=xml. The same for all"
                        + " applications of a network. Default: as in the profile."
            })
    private @Nullable Map<String, String> legacy;

    @Option(
            names = "--converter",
            paramLabel = "XX",
            description = "Which country hosts the converter IECA. Default: as in the profile, EC.")
    private @Nullable String converter;

    @Option(names = "--profiles", paramLabel = "DIR", description = "Directory with profiles of your own, NAME.yaml.")
    private @Nullable Path profiles;

    private final Console console;

    public ApplicationCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Catalogue catalogue =
                profiles == null ? Catalogue.builtIn() : Catalogue.builtIn().with(profiles);
        Profile profile = catalogue
                .find(code)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "CODE: '" + code + "' (expected: one of "
                                + String.join(
                                        ", ",
                                        catalogue.profiles().stream()
                                                .map(Profile::code)
                                                .toList()) + ")"));
        String country = domain.substring(Math.max(0, domain.length() - 2)).toUpperCase(Locale.ROOT);
        SimulatedClock clock = new SimulatedClock(Clock.systemUTC(), speed);
        ConsoleWatcher watcher = new ConsoleWatcher(console, output.format(), clock);
        RunningApplication running = start(phased(profile, country), country, clock, watcher);
        console.note(
                "ccn: " + profile.name() + " of " + country + " runs as " + running.address() + "; Ctrl-C stops it");
        Thread acts = new Thread(() -> readActs(running, watcher), "acts");
        acts.setDaemon(true);
        acts.start();
        new Running(console).untilAsked(running::close);
        return ExitCode.OK.number();
    }

    /** The profile with what was said about phases; who runs the converter hosts it. */
    private Profile phased(Profile profile, String country) {
        Transition usual = profile.transition();
        String host = profile.code().equals("IECA") ? country : converter == null ? usual.converter() : converter;
        try {
            return profile.with(new Transition(legacy == null ? usual.legacy() : legacy, host));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.USAGE, "--" + e.getMessage());
        }
    }

    private RunningApplication start(Profile profile, String country, SimulatedClock clock, ConsoleWatcher watcher) {
        Stage.Network inside = NetworkStage.of(network.directory());
        List<String> partners = new ArrayList<>();
        inside.partners().domains().keySet().stream()
                .filter(other -> !other.equals(country) && profile.hasParty(other))
                .sorted()
                .map(profile::address)
                .forEach(partners::add);
        Application application = BuiltIn.applications(Optional.ofNullable(offices))
                .make(profile, new Party(country, partners, new Serials(Clock.systemUTC())));
        String name = node == null ? application.address() : node;
        List<Side> sides = new ArrayList<>();
        sides.add(new Side(inside.connect().apply(name), inside.partners()));
        if (profile.pattern() == Pattern.BRIDGE && outer != null) {
            Stage.Network outside = NetworkStage.of(outer);
            sides.add(new Side(outside.connect().apply(name), outside.partners()));
        }
        Path usual = network.directory().resolve("applications").resolve(profile.code() + "-" + country);
        Store store = Store.open(state == null ? usual : state);
        return RunningApplication.start(
                new RunningApplication.Setup(profile, application, sides, store, clock, Clock.systemUTC(), watcher));
    }

    private void readActs(RunningApplication running, ConsoleWatcher watcher) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    act(line, running, watcher);
                }
            }
        } catch (IOException e) {
            console.note("ccn: stdin cannot be read any more: " + e.getMessage());
        }
    }

    private void act(String line, RunningApplication running, ConsoleWatcher watcher) {
        try {
            Reaction reaction = running.act(ActLine.parse(line));
            watcher.say(new Fields().add("event", "DONE").add("movement", reaction.made()));
        } catch (IllegalArgumentException e) {
            console.note("ccn: not done: " + e.getMessage());
        }
    }
}
