package eu.ccngateway.applications.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.applications.BuiltIn;
import eu.ccngateway.applications.catalogue.SourceSystem.State;
import eu.ccngateway.applications.pattern.Party;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

    private static final Path PAGE = Path.of("CATALOGUE.md");
    private static final Path FILES = Path.of("src/main/resources/eu/ccngateway/applications/catalogue");
    private static final String VALID = """
            code: MINE
            name: My own
            about: What it is for.
            source: none
            pattern: request-reply
            parties: [national, centre]
            priority: 5
            size: 100
            rate: { perYear: 1, of: messages, shape: flat, source: assumed }
            types:
              - { type: ASK, from: national, to: centre, kind: REQUEST, reads: true, answers: [SAY], about: asks }
              - { type: SAY, from: centre, to: national, kind: REPLY, about: answers }
            """;

    @TempDir
    private Path directory;

    private static Profile read(String text) {
        return new ProfileReader(java.util.Map.of()).read("mine.yaml", text);
    }

    @Test
    void holdsEveryFileOfTheCatalogue() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            Set<String> codes = files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals("register.yaml"))
                    .map(name -> name.replace(".yaml", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(Catalogue.builtIn().profiles()).extracting(Profile::code).containsExactlyElementsOf(codes);
        }
    }

    @Test
    void givesEverySystemOfTheSourcesAPlace() {
        Catalogue catalogue = Catalogue.builtIn();
        Set<String> named = new HashSet<>();
        for (SourceSystem system : SourceSystem.all()) {
            if (system.state() == State.PROFILE || system.state() == State.WITHIN) {
                assertThat(catalogue.find(system.note())).as(system.name()).isPresent();
                named.add(system.note());
            }
            boolean isOutside = system.state() == State.OUTSIDE;
            assertThat(system.mark() == Mark.NONE)
                    .as(system.name() + ": only what has no mark is outside")
                    .isEqualTo(isOutside);
        }
        assertThat(catalogue.profiles()).extracting(Profile::code).allMatch(named::contains);
    }

    @Test
    void everyProfileRunsForEverybodyWhoHasAPartInIt() {
        for (Profile profile : Catalogue.builtIn().profiles()) {
            List<String> countries = new ArrayList<>(profile.countries());
            countries.addAll(List.of("FR", "NO", Profile.CENTRE));
            countries.stream().filter(profile::hasParty).forEach(country -> {
                List<String> partners = List.of(profile.address("DE"));
                assertThat(BuiltIn.applications()
                                .make(profile, new Party(country, partners, () -> "1"))
                                .address())
                        .as(profile.code())
                        .isEqualTo(profile.address(country));
            });
        }
    }

    @Test
    void saysWhatIsAssumedWhereverItIsNotPublished() {
        assertThat(Catalogue.builtIn().profiles())
                .allMatch(profile -> !profile.assumed().isEmpty())
                .allMatch(profile -> profile.source().matches("S\\d:\\d+(, S\\d:\\d+)*"), "names lines of the sources");
    }

    @Test
    void hasAPageThatIsNotStale() throws IOException {
        String page = CataloguePage.of(
                Catalogue.builtIn(), SourceSystem.all(), BuiltIn.applications().behaviours());
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("run the tests with -Dregenerate=true to write CATALOGUE.md again")
                .isEqualTo(page);
    }

    @Test
    void findsASystemByTheNamePeopleUse() {
        assertThat(Catalogue.builtIn().find("cs/rd2")).map(Profile::code).contains("CS-RD2");
        assertThat(Catalogue.builtIn().find("NO-SUCH")).isEmpty();
    }

    @Test
    void takesAProfileFromAFileWithoutAnyCode() throws IOException {
        Files.writeString(directory.resolve("mine.yaml"), VALID);
        Profile mine = Catalogue.builtIn().with(directory).find("mine").orElseThrow();
        assertThat(mine.address("FR")).isEqualTo("NA.FR");
        assertThat(mine.address("EC")).isEqualTo("CENTRE.EC");
        assertThat(mine.onNetwork("ASK")).isEqualTo("ASK-MSG.MINE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            priority: 5            | priority: 12           | mine.yaml:7: priority: '12' (expected: a number from 0 to 9)
            answers: [SAY]         | answers: [SAID]        | types: ASK names SAID
            pattern: request-reply | pattern: gossip        | mine.yaml:5: pattern: 'gossip' (expected: one of movement
            code: MINE             | code: My own           | code: 'My own'
            size: 100              | weight: 100            | size: missing
            size: 100              | weight: 100            | mine.yaml:8: weight: unknown
            parties: [national     | parties: [aliens       | parties: [aliens, centre]
            type: SAY              | type: ASK              | ASK is there twice
            about: asks            | about: *it             | an alias
            about: What it is for. | about: [               | not YAML
            """)
    void refusesAFileAndSaysWhere(String good, String bad, String said) {
        assertThatThrownBy(() -> read(VALID.replace(good, bad)))
                .isInstanceOf(CatalogueInvalid.class)
                .hasMessageContaining(said);
    }

    @Test
    void refusesWhatIsTooLargeOrTooDeep() {
        assertThatThrownBy(() -> read(VALID + "#" + "x".repeat(Section.SIZE_MAX)))
                .isInstanceOf(CatalogueInvalid.class)
                .hasMessageContaining("split it");
        assertThatThrownBy(() -> read("a: " + "[".repeat(40) + "]".repeat(40)))
                .isInstanceOf(CatalogueInvalid.class)
                .hasMessageContaining("nested deeper");
    }
}
