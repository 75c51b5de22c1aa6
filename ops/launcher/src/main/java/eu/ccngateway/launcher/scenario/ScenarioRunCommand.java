package eu.ccngateway.launcher.scenario;

import eu.ccngateway.applications.BuiltIn;
import eu.ccngateway.applications.catalogue.Catalogue;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.scenario.CampaignPage;
import eu.ccngateway.applications.scenario.Finding;
import eu.ccngateway.applications.scenario.Outcome;
import eu.ccngateway.applications.scenario.Scenario;
import eu.ccngateway.applications.scenario.ScenarioRun;
import eu.ccngateway.applications.scenario.Scenarios;
import eu.ccngateway.applications.scenario.Stage;
import eu.ccngateway.applications.scenario.Timeline;
import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.application.NetworkStage;
import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.console.OutputFormat;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.launcher.local.TemporaryNetwork;
import eu.ccngateway.launcher.network.SecondsConverter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ccn scenario run}. */
@Command(
        name = "run",
        description = {
            "Plays scenarios: starts an application for each role, does what the script says, and compares what is seen.",
            "Ends with 1 on any deviation. With --network in a running network, otherwise in one of its own.",
            "--under-test leaves a role to the node that is connected there: yours."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn scenario run all",
            "  ./ccn scenario run vies-request-reply --save messages",
            "  ./ccn scenario run ncts-normal --network .ccn --under-test NTA.BE --report campaign"
        })
public final class ScenarioRunCommand implements Callable<Integer> {

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Scenarios, files NAME.yaml, or all.")
    private List<String> names = List.of();

    @Option(names = "--network", paramLabel = "DIR", description = "Directory of a running network. Default: its own.")
    private @Nullable Path network;

    @Option(names = "--outer", paramLabel = "DIR", description = "Directory of a running network of third countries.")
    private @Nullable Path outer;

    @Option(names = "--under-test", paramLabel = "NODE", description = "The node that plays its role itself, NTA.BE.")
    private @Nullable String underTest;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            converter = SecondsConverter.class,
            description = "How long to wait for each step. Default: 20 s; 5 min with --under-test.")
    private @Nullable Duration patience;

    @Option(
            names = "--clock",
            paramLabel = "SPEED",
            defaultValue = "1",
            description = "Seconds of the applications' clocks in one of the real one. Default: 1")
    private double speed;

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description = "Writes each message there, NNN-TYPE-FROM-TO.xml (.zip, .edi).")
    private @Nullable Path save;

    @Option(names = "--picture", paramLabel = "DIR", description = "Writes NAME.svg and NAME.mmd (Mermaid) there.")
    private @Nullable Path picture;

    @Option(names = "--report", paramLabel = "DIR", description = "Writes campaign.html and campaign.json there.")
    private @Nullable Path report;

    private final Console console;

    public ScenarioRunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, FileInvalid, InterruptedException {
        Catalogue catalogue = Catalogue.builtIn();
        List<Scenario> chosen = chosen(new Scenarios(catalogue));
        try {
            chosen.forEach(scenario -> scenario.profiles(catalogue));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
        if (underTest != null && network == null) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--under-test: needs --network (expected: the network the node is connected to)");
        }
        List<Outcome> outcomes = new ArrayList<>();
        try (Networks networks = networks(chosen)) {
            Stage stage = new Stage(
                    BuiltIn.applications(),
                    NetworkStage.of(networks.inside()),
                    networks.outside().map(NetworkStage::of));
            for (Scenario scenario : chosen) {
                Outcome outcome = new ScenarioRun(scenario, catalogue, stage, options()).run();
                outcomes.add(outcome);
                say(outcome);
                write(outcome, chosen.size() > 1);
            }
        }
        writeReport(outcomes);
        return (outcomes.stream().allMatch(Outcome::isGood) ? ExitCode.OK : ExitCode.FAILED).number();
    }

    private List<Scenario> chosen(Scenarios scenarios) throws IOException {
        List<Scenario> chosen = new ArrayList<>();
        for (String name : names) {
            if (name.equals("all")) {
                scenarios.all().stream()
                        .filter(scenario -> underTest == null || hasRole(scenario, underTest))
                        .forEach(chosen::add);
            } else if (name.endsWith(".yaml")) {
                chosen.add(Scenarios.read(Path.of(name)));
            } else {
                chosen.add(scenarios
                        .find(name)
                        .orElseThrow(() -> new CommandFailed(
                                ExitCode.USAGE, "NAME: '" + name + "' (expected: one that ccn scenario list shows)")));
            }
        }
        return chosen;
    }

    private static boolean hasRole(Scenario scenario, String node) {
        Map<String, Profile> profiles = scenario.profiles(Catalogue.builtIn());
        return scenario.roles().entrySet().stream()
                .anyMatch(role -> Optional.ofNullable(profiles.get(role.getKey()))
                        .filter(profile -> profile.address(role.getValue()).equals(node))
                        .isPresent());
    }

    private ScenarioRun.Options options() {
        Duration usual = underTest == null ? Duration.ofSeconds(20) : Duration.ofMinutes(5);
        return new ScenarioRun.Options(
                Optional.ofNullable(underTest),
                patience == null ? usual : patience,
                speed,
                line -> console.note("ccn: " + line));
    }

    /** The networks to play in; those that were started for it end with it. */
    private record Networks(Path inside, Optional<Path> outside, List<TemporaryNetwork> own) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            for (TemporaryNetwork started : own) {
                started.close();
            }
        }
    }

    private Networks networks(List<Scenario> chosen) throws IOException, FileInvalid {
        if (network != null) {
            return new Networks(network, Optional.ofNullable(outer), List.of());
        }
        console.note("ccn: starting a network for this");
        Secret.Environment environment = Secret.Environment.of(System::getenv);
        TemporaryNetwork demo = TemporaryNetwork.start(TemporaryNetwork.DEMO, environment);
        if (outer != null
                || chosen.stream().allMatch(scenario -> scenario.outside().isEmpty())) {
            return new Networks(demo.directory(), Optional.ofNullable(outer), List.of(demo));
        }
        try {
            TemporaryNetwork third = TemporaryNetwork.start(TemporaryNetwork.THIRD_COUNTRIES, environment);
            return new Networks(demo.directory(), Optional.of(third.directory()), List.of(demo, third));
        } catch (IOException | FileInvalid | RuntimeException e) {
            demo.close();
            throw e;
        }
    }

    private void say(Outcome outcome) {
        if (output.format() == OutputFormat.JSON) {
            console.say(Json.write(OutcomeJson.of(outcome).values()));
            return;
        }
        console.say(
                "--- " + outcome.scenario().name() + ": " + outcome.scenario().about());
        Timeline.lines(outcome).forEach(console::say);
        for (Finding finding : outcome.findings()) {
            if (!finding.isGood()) {
                console.say("  expected " + finding.expected());
                console.say("  seen     " + finding.seen());
            }
        }
        console.say((outcome.isGood() ? "PASSED" : "FAILED") + " "
                + outcome.scenario().name() + ", " + outcome.messages().size() + " messages, "
                + outcome.took().toMillis() + " ms");
    }

    private void write(Outcome outcome, boolean isOneOfMany) throws IOException {
        String name = outcome.scenario().name();
        if (save != null) {
            SavedMessages.write(outcome, isOneOfMany ? save.resolve(name) : save);
        }
        if (picture != null) {
            Files.createDirectories(picture);
            Files.writeString(picture.resolve(name + ".svg"), Timeline.svg(outcome), StandardCharsets.UTF_8);
            Files.writeString(picture.resolve(name + ".mmd"), Timeline.mermaid(outcome), StandardCharsets.UTF_8);
        }
    }

    private void writeReport(List<Outcome> outcomes) throws IOException {
        if (report == null) {
            return;
        }
        Files.createDirectories(report);
        String title = underTest == null ? "Campaign" : "Campaign of " + underTest;
        Files.writeString(report.resolve("campaign.html"), CampaignPage.of(title, outcomes), StandardCharsets.UTF_8);
        Fields json = new Fields()
                .add("title", title)
                .add("passed", outcomes.stream().filter(Outcome::isGood).count())
                .add("of", outcomes.size())
                .add(
                        "scenarios",
                        outcomes.stream()
                                .map(outcome -> OutcomeJson.of(outcome).values())
                                .toList());
        Files.writeString(report.resolve("campaign.json"), Json.writePretty(json.values()), StandardCharsets.UTF_8);
    }
}
