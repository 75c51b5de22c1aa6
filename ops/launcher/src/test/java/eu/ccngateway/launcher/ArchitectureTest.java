package eu.ccngateway.launcher;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Date;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Maven cannot say about how the house is built. A rule that finds nothing to check fails. */
class ArchitectureTest {

    private static final String EXCHANGE = House.ROOT + ".gateway.exchange";

    /** A broker that a load run starts beside the gateway, to compare them. */
    private static final String RIVAL = House.ROOT + ".loadtest.rival.artemis..";

    /** Where the JVM's own settings are read, each for something that no configuration file of ours could say. */
    private static final String[] READERS_OF_THE_ENVIRONMENT = {House.LAUNCHER.packages()};

    @ParameterizedTest
    @EnumSource(House.class)
    void everyModuleIsLookedAt(House module) {
        assertThat(House.classes().stream().filter(module::contains).count())
                .as("classes under %s", module.packages())
                .isPositive();
    }

    @Test
    void everyClassBelongsToAModule() {
        assertThat(House.classes())
                .filteredOn(type -> House.of(type).isEmpty())
                .as("classes outside every module")
                .isEmpty();
    }

    @Test
    void modulesSeeOnlyWhatStandsBelowThem() {
        check(classes().should(seeOnlyModulesBelow()), "dependencies point downwards, towards protocol");
    }

    @Test
    void packagesFormNoCycles() {
        check(
                slices().matching(House.ROOT + ".(**)").should().beFreeOfCycles(),
                "two packages that need each other are one package, or a class is in the wrong one");
    }

    @ParameterizedTest
    @CsvSource({
        "Verified, Verifier",
        "Authorised, Authoriser",
        "Routed, Router",
        "Stored, GroupBuilder DuplicateGuard",
    })
    void aStageIsMadeOnlyByTheClassThatDoesItsStep(String stage, String makers) {
        JavaClass type = House.classes().get(EXCHANGE + "." + stage);
        Set<String> found = new TreeSet<>();
        makings(type)
                .map(making -> outermost(making.getOriginOwner()))
                .filter(maker -> !maker.equals(type))
                .forEach(maker -> found.add(maker.getName()));
        assertThat(found)
                .as("makers of %s: it is proof that its step was done", stage)
                .containsExactlyInAnyOrderElementsOf(Stream.of(makers.split(" "))
                        .map(maker -> EXCHANGE + "." + maker)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Verified", "Authorised", "Routed", "Stored"})
    void aStageCannotBeMadeFromOutsideItsPackage(String stage) {
        JavaClass type = House.classes().get(EXCHANGE + "." + stage);
        assertThat(type.getConstructors())
                .isNotEmpty()
                .noneMatch(constructor -> constructor.getModifiers().contains(JavaModifier.PUBLIC));
        assertThat(type.getMethods())
                .filteredOn(method -> isFactory(method.getRawReturnType(), type, method.getModifiers()))
                .noneMatch(method -> method.getModifiers().contains(JavaModifier.PUBLIC));
    }

    @Test
    void theBrokerIsSeenOnlyByItsAdapter() {
        onlyIn(
                House.ARTEMIS.packages(),
                "org.apache.activemq..",
                "the port DurableQueues hides the broker; what the gateway is compared with is another program",
                RIVAL);
    }

    @Test
    void theBrokersInsideIsSeenOnlyByTheEmbeddedAdapter() {
        onlyIn(
                House.ROOT + ".adapters.artemis.embedded..",
                "org.apache.activemq.artemis.core..",
                "Artemis promises nothing about these packages; an upgrade must be looked at in one place only",
                RIVAL);
    }

    @Test
    void onlyMonitoringMeasures() {
        onlyIn(House.MONITORING.packages(), "io.micrometer..", "the others tell an observer");
    }

    @Test
    void onlyTheCommandLineParsesOptions() {
        onlyIn(House.LAUNCHER.packages(), "picocli..", "a module is used from code, the launcher from a shell");
    }

    @Test
    void onlyTheLauncherDecidesWhereLogLinesGo() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(House.LAUNCHER.packages())
                        .should()
                        .dependOnClassesThat(resideInAPackage("ch.qos.logback..")),
                "the others log through slf4j");
    }

    @Test
    void onlyTheLauncherReadsTheEnvironment() {
        check(
                noClasses()
                        .that(not(resideInAnyPackage(READERS_OF_THE_ENVIRONMENT)))
                        .and(not(House.generated()))
                        .should()
                        .accessTargetWhere(
                                describe("reads the environment", access -> isEnvironment(access.getTarget()))),
                "configuration is read in one place and handed on as records");
    }

    @Test
    void timeAndChanceAreConstructorArguments() {
        check(
                noClasses()
                        .that(resideInAnyPackage(House.PROTOCOL.packages(), House.GATEWAY.packages()))
                        .should()
                        .accessTargetWhere(
                                describe("asks for time or chance", access -> isTimeOrChance(access.getTarget()))),
                "a simulation must be able to run the gateway with a clock and a seed of its own");
    }

    @Test
    void nothingStaticChanges() {
        check(
                noFields()
                        .that()
                        .areDeclaredInClassesThat(not(House.generated()))
                        .and()
                        .areStatic()
                        .should()
                        .notBeFinal(),
                "a static that changes is shared by every gateway and every test in the process");
    }

    @Test
    void nothingIsInjectedIntoFields() {
        check(
                noFields()
                        .should()
                        .beAnnotatedWith(describe(
                                "an injection annotation",
                                annotation -> Set.of("Inject", "Autowired", "Resource")
                                        .contains(annotation.getRawType().getSimpleName()))),
                "what a class needs is an argument of its constructor");
    }

    @Test
    void nothingLogsThroughTheJdk() {
        check(
                noClasses().should().dependOnClassesThat(resideInAPackage("java.util.logging..")),
                "log lines go through slf4j");
    }

    private static void onlyIn(String home, String library, String reason, String... besides) {
        assertThat(House.classes().stream().filter(type -> isIn(type, home) && uses(type, library)))
                .as("classes in %s that use %s: without any, the rule checks nothing", home, library)
                .isNotEmpty();
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(Stream.concat(Stream.of(home), Stream.of(besides))
                                .toArray(String[]::new))
                        .should()
                        .dependOnClassesThat(resideInAPackage(library)),
                reason);
    }

    private static boolean isIn(JavaClass type, String packages) {
        return resideInAPackage(packages).test(type);
    }

    private static boolean uses(JavaClass type, String library) {
        return type.getDirectDependenciesFromSelf().stream().anyMatch(use -> isIn(use.getTargetClass(), library));
    }

    private static void check(ArchRule rule, String reason) {
        rule.because(reason).allowEmptyShould(false).check(House.classes());
    }

    /** Every place that calls or refers to a constructor of the stage, or to a static method that returns one. */
    private static Stream<JavaAccess<?>> makings(JavaClass type) {
        Stream<JavaAccess<?>> constructors = Stream.concat(
                type.getConstructorCallsToSelf().stream(), type.getConstructorReferencesToSelf().stream());
        Stream<JavaAccess<?>> factories = type.getMethods().stream()
                .filter(method -> isFactory(method.getRawReturnType(), type, method.getModifiers()))
                .flatMap(method -> method.getAccessesToSelf().stream());
        return Stream.concat(constructors, factories);
    }

    private static boolean isFactory(JavaClass returned, JavaClass type, Set<JavaModifier> modifiers) {
        return returned.equals(type) && modifiers.contains(JavaModifier.STATIC);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    private static ArchCondition<JavaClass> seeOnlyModulesBelow() {
        return new ArchCondition<>("see only modules below their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency use : type.getDirectDependenciesFromSelf()) {
                    boolean allowed = House.of(use.getTargetClass())
                            .map(target -> House.of(type).orElseThrow().maySee(target))
                            .orElse(true);
                    events.add(new SimpleConditionEvent(use, allowed, use.getDescription()));
                }
            }
        };
    }

    private static boolean isEnvironment(AccessTarget target) {
        JavaClass owner = target.getOwner();
        Set<String> names = owner.isEquivalentTo(System.class)
                ? Set.of("getenv", "getProperty", "getProperties", "setProperty")
                : Set.of("getBoolean", "getInteger", "getLong");
        return names.contains(target.getName()) && owner.getPackageName().equals("java.lang");
    }

    private static boolean isTimeOrChance(AccessTarget target) {
        JavaClass owner = target.getOwner();
        String name = target.getName();
        boolean withoutArguments = target instanceof AccessTarget.CodeUnitAccessTarget codeUnit
                && codeUnit.getRawParameterTypes().isEmpty();
        // nanoTime is left out: it measures how long something took, and decides nothing that is kept.
        return (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
                || (owner.getPackageName().equals("java.time") && withoutArguments && isNow(name))
                || (owner.isEquivalentTo(Date.class) && name.equals("<init>") && withoutArguments)
                || (owner.isEquivalentTo(Random.class) && name.equals("<init>") && withoutArguments)
                || (owner.isEquivalentTo(Math.class) && name.equals("random"))
                || owner.isEquivalentTo(ThreadLocalRandom.class)
                || name.equals("randomUUID");
    }

    private static boolean isNow(String name) {
        return Set.of("now", "systemUTC", "systemDefaultZone").contains(name);
    }
}
