package eu.ccngateway.launcher.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.BuiltIn;
import eu.ccngateway.applications.catalogue.Catalogue;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.pattern.Party;
import eu.ccngateway.applications.runtime.Partners;
import eu.ccngateway.applications.runtime.RunningApplication;
import eu.ccngateway.applications.runtime.Serials;
import eu.ccngateway.applications.runtime.Side;
import eu.ccngateway.applications.runtime.SimulatedClock;
import eu.ccngateway.applications.runtime.Store;
import eu.ccngateway.applications.runtime.Watcher;
import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.launcher.Shell;
import eu.ccngateway.launcher.local.TemporaryNetwork;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioIT {

    private static final String WRONG = """
            name: wrong
            application: NCTS
            about: expects an arrival that nobody announces
            roles: { departure: DE, destination: FR }
            steps:
              - { do: dispatch, at: departure, new: true, with: { office: DE004600, destination: FR000040 } }
              - { see: CD001C, from: departure, to: destination }
              - { see: CD006C, from: destination, to: departure }
            """;

    @TempDir
    private Path directory;

    @Test
    void playsInNetworksOfItsOwnAndKeepsWhatWasSeen() throws Exception {
        Path saved = directory.resolve("saved");
        Shell.Result result = new Shell()
                .run(
                        "scenario",
                        "run",
                        "ncts-normal",
                        "ncts-scheduled-stop",
                        "speed2-bridge",
                        "rd2-distribution",
                        "mis2-unavailability",
                        "mis2-probe-and-statistics",
                        "--save",
                        saved.toString(),
                        "--picture",
                        directory.resolve("pictures").toString(),
                        "--report",
                        directory.resolve("report").toString());

        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("PASSED ncts-normal", "NTA.DE    -> NTA.FR", "PASSED speed2-bridge");
        // The two that leave together are numbered as they arrive, which may be either way round.
        try (Stream<Path> files = Files.list(saved.resolve("ncts-normal"))) {
            assertThat(files.filter(file -> file.toString().endsWith("-CD001C-NTA.DE-NTA.FR.xml")))
                    .singleElement()
                    .satisfies(file -> assertThat(file).content().contains("CD001C"));
        }
        assertThat(Files.readString(directory.resolve("pictures/ncts-normal.mmd")))
                .contains("NTA_DE->>NTA_FR: CD001C");
        assertThat(directory.resolve("pictures/ncts-normal.svg")).isNotEmptyFile();
        assertThat(Files.readString(directory.resolve("report/campaign.html"))).contains("6 of 6 scenarios passed");
        assertThat(Files.readString(directory.resolve("report/campaign.json"))).contains("\"passed\" : 6");
    }

    @Test
    void playsBetweenStatesOfTwoPhases() throws Exception {
        Path saved = directory.resolve("phases");
        Shell.Result result = new Shell()
                .run(
                        "scenario",
                        "run",
                        "ieca-new-to-old",
                        "ieca-old-to-new",
                        "ieca-refused",
                        "ieca-export",
                        "--save",
                        saved.toString());

        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(saved.resolve("ieca-new-to-old/001-CD001C-NTA.DE-IECA.EC.zip"))
                .isNotEmptyFile();
        assertThat(saved.resolve("ieca-new-to-old/002-CD001A-IECA.EC-NTA.NO.edi"))
                .content()
                .contains("UNH+", ":96B:UN:CD001A");
        assertThat(saved.resolve("ieca-old-to-new/004-CD006A-IECA.EC-NTA.CH.xml"))
                .content()
                .contains("<CD006A>");
    }

    @Test
    void endsWithOneOnADeviationAndSaysWhatWasExpected() throws Exception {
        Path file = Files.writeString(directory.resolve("wrong.yaml"), WRONG);
        Shell.Result result = new Shell().run("scenario", "run", file.toString(), "--patience", "2");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("expected CD006C from NTA.FR to NTA.DE", "seen     nothing within 2 s", "FAILED wrong");
    }

    @Test
    void leavesARoleToTheNodeThatIsConnected() throws Exception {
        try (TemporaryNetwork network =
                        TemporaryNetwork.start(TemporaryNetwork.DEMO, Secret.Environment.of(name -> null));
                RunningApplication tested = theirs(network.directory(), "VIES", "FR", "CUSTTAX.FR")) {
            assertThat(underTest(network, "vies-request-reply", tested))
                    .contains("\"verdict\":\"PASSED\"", "\"from\":\"NA.FR\"");
        }
    }

    @Test
    void leavesRolesOfExportAndEntryToTheNodesThatAreConnected() throws Exception {
        try (TemporaryNetwork network =
                        TemporaryNetwork.start(TemporaryNetwork.DEMO, Secret.Environment.of(name -> null));
                RunningApplication export = theirs(network.directory(), "ECS", "IE", "CUSTTAX.IE");
                RunningApplication entry = theirs(network.directory(), "ICS", "IE", "CUSTTAX.IE")) {
            assertThat(underTest(network, "ecs-cancelled", export)).contains("\"verdict\":\"PASSED\"", "CD510C");
            assertThat(underTest(network, "ics-request", entry))
                    .contains("\"verdict\":\"PASSED\"", "CC328A", "CD303A", "\"from\":\"NICA.IE\"");
        }
    }

    private static String underTest(TemporaryNetwork network, String scenario, RunningApplication tested) {
        Shell.Result result = new Shell()
                .run(
                        "scenario",
                        "run",
                        scenario,
                        "--network",
                        network.directory().toString(),
                        "--under-test",
                        tested.address(),
                        "--patience",
                        "30",
                        "--output",
                        "json");
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        return result.out();
    }

    /** A member state's own system, as far as these tests need one. */
    private static RunningApplication theirs(Path network, String code, String country, String domain) {
        Profile profile = Catalogue.builtIn().find(code).orElseThrow();
        Party party = new Party(country, List.of(profile.address("DE")), new Serials(Clock.systemUTC()));
        Node node = Node.connect(NodeConfig.ofNetwork(network, profile.address(country)));
        Map<String, String> domains =
                Map.of(country, domain, "DE", "CUST.DE", "BE", "CUST.BE", Profile.TRADERS, "TRADE.ZZ");
        return RunningApplication.start(new RunningApplication.Setup(
                profile,
                BuiltIn.applications().make(profile, party),
                List.of(new Side(node, new Partners("RCT", domains))),
                Store.inMemory(),
                new SimulatedClock(Clock.systemUTC(), 1),
                Clock.systemUTC(),
                new Watcher() {}));
    }

    @Test
    void namesWhatThereIsAndRefusesWhatThereIsNot() {
        assertThat(new Shell().run("scenario", "list", "--output", "json").lines())
                .hasSizeGreaterThan(40)
                .allMatch(line ->
                        line.contains("\"name\"") && line.contains("\"application\"") && line.contains("\"about\""));
        assertThat(new Shell().run("application-list").out()).contains("NCTS", "SURV-RECAPP");
        Shell.Result result = new Shell().run("scenario", "run", "no-such");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("'no-such'");
    }
}
