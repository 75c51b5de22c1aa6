package eu.ccngateway.applications.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.applications.BuiltIn;
import eu.ccngateway.applications.catalogue.Catalogue;
import eu.ccngateway.applications.catalogue.CatalogueInvalid;
import eu.ccngateway.applications.catalogue.MessageType;
import eu.ccngateway.applications.catalogue.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenariosTest {

    private static final Path FILES = Path.of("src/main/resources/eu/ccngateway/applications/scenario");
    private static final String VALID = """
            name: mine
            application: NCTS
            about: a trial
            roles: { departure: DE, destination: FR }
            steps:
              - { do: dispatch, at: departure, new: true, with: { office: DE000001, destination: FR000001 } }
              - { see: CD001C, from: departure, to: destination }
              - { pass: 3 d }
            """;

    private final Catalogue catalogue = Catalogue.builtIn();
    private final Scenarios scenarios = new Scenarios(catalogue);

    @Test
    void thereIsOneForEverySystemThatRuns() {
        Set<String> behaviours = BuiltIn.applications().behaviours();
        Set<String> played =
                scenarios.all().stream().map(Scenario::application).collect(Collectors.toCollection(TreeSet::new));
        assertThat(catalogue.profiles())
                .filteredOn(
                        profile -> profile.behaviour().map(behaviours::contains).orElse(true))
                .extracting(Profile::code)
                .allMatch(played::contains);
    }

    @Test
    void everyOneSpeaksOfTypesAndPartiesOfItsApplication() {
        for (Scenario scenario : scenarios.all()) {
            for (Step step : scenario.steps()) {
                if (step instanceof Step.See message) {
                    // CD001A is what CD001C was called in the old phase.
                    String name = message.type().replaceFirst("(CD\\d{3})A", "$1C");
                    assertThat(scenario.profiles(catalogue).values())
                            .flatExtracting(Profile::types)
                            .extracting(MessageType::name)
                            .as(scenario.name() + " " + message)
                            .containsAnyOf(name, message.type());
                }
            }
            scenario.profiles(catalogue)
                    .forEach((role, played) -> assertThat(
                                    played.hasParty(scenario.roles().getOrDefault(role, "")))
                            .as(scenario.name())
                            .isTrue());
        }
    }

    @Test
    void everyFileIsInTheList() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            List<String> names = files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.replace(".yaml", ""))
                    .toList();
            assertThat(names).allMatch(name -> scenarios.find(name).isPresent());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            at: departure      | at: nobody         | mine.yaml:6: at: 'nobody'
            pass: 3 d          | pass: some days    | pass: 'some days'
            see: CD001C        | watch: CD001C      | no step
            name: mine         | name: My Own       | name: 'My Own'
            """)
    void refusesAFileAndSaysWhere(String good, String bad, String said) {
        assertThatThrownBy(() -> ScenarioReader.read("mine.yaml", VALID.replace(good, bad)))
                .isInstanceOf(CatalogueInvalid.class)
                .hasMessageContaining(said);
    }

    @Test
    void showsWhatWasSeenAsAPictureAndAPage() {
        Scenario scenario = ScenarioReader.read("mine.yaml", VALID);
        Event message = new Event(
                Event.Kind.MESSAGE, Duration.ofMillis(5), "NTA.DE", "NTA.FR", "CD001C", "26DE<1>", new byte[0]);
        Outcome outcome = new Outcome(
                scenario, List.of(new Finding("a < b", "nothing", false)), List.of(message), Duration.ofSeconds(1));

        assertThat(Timeline.mermaid(outcome)).contains("NTA_DE->>NTA_FR: CD001C");
        assertThat(Timeline.svg(outcome))
                .startsWith("<svg")
                .contains(">CD001C<")
                .endsWith("</svg>\n");
        assertThat(Timeline.lines(outcome)).singleElement().asString().contains("NTA.DE", "-> NTA.FR", "CD001C");
        assertThat(CampaignPage.of("trial", List.of(outcome)))
                .contains("0 of 1", "a &lt; b", "failed")
                .doesNotContain("a < b");
        assertThat(scenario.roles()).isEqualTo(Map.of("departure", "DE", "destination", "FR"));
    }
}
