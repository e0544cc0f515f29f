package dev.perennial.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameContaining;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Which module may know what. */
@AnalyzeClasses(packages = "dev.perennial", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String CORE = "dev.perennial.core..";
    private static final String WORKFLOWS = "dev.perennial.workflows..";
    private static final String ACTIVITIES = "dev.perennial.activities..";
    private static final String API = "dev.perennial.api..";
    private static final String WORKER = "dev.perennial.worker..";
    private static final String LOCAL_STACK = "dev.perennial.dev..";
    private static final String BENCH = "dev.perennial.bench..";
    private static final String END_TO_END = "dev.perennial.e2e..";
    private static final String PERSISTENCE = "dev.perennial.core..persistence..";

    private static final String TEMPORAL = "io.temporal..";
    private static final String STRIPE = "com.stripe..";
    private static final String[] HTTP = {"io.micronaut.http..", "java.net.http..", "com.sun.net.httpserver..", "org.apache.hc..", "io.netty.."};
    private static final String[] SQL = {"java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer.."};

    /** Without what the framework's annotation processors write beside our classes. */
    private static final DescribedPredicate<JavaClass> DOMAIN = resideInAPackage(CORE).and(not(resideInAPackage(PERSISTENCE)))
            .and(not(nameContaining(".$")));
    private static final DescribedPredicate<JavaClass> WORKFLOW_IMPLEMENTATIONS = resideInAPackage(WORKFLOWS)
            .and(simpleNameEndingWith("WorkflowImpl"));

    @ArchTest
    static void looksAtEveryModule(JavaClasses all) {
        for (String module : new String[]{CORE, WORKFLOWS, ACTIVITIES, API, WORKER, LOCAL_STACK}) {
            assertThat(all.that(resideInAPackage(module))).as(module).hasSizeGreaterThan(5);
        }
        assertThat(all.that(WORKFLOW_IMPLEMENTATIONS)).hasSizeGreaterThan(4);
    }

    @ArchTest
    static final ArchRule coreKnowsNoneOfTheOthers = noClasses().that().resideInAPackage(CORE).should().dependOnClassesThat()
            .resideInAnyPackage(WORKFLOWS, ACTIVITIES, API, WORKER, LOCAL_STACK, BENCH);

    @ArchTest
    static final ArchRule coreReachesNobodyButTheDatabase = noClasses().that().resideInAPackage(CORE).should()
            .dependOnClassesThat(resideInAnyPackage(HTTP).or(resideInAnyPackage(TEMPORAL, STRIPE)));

    @ArchTest
    static final ArchRule theDomainKnowsNoDatabaseAndNoFramework = noClasses().that(DOMAIN).should()
            .dependOnClassesThat(resideInAnyPackage(SQL).or(resideInAnyPackage(PERSISTENCE, "io.micronaut..", "org.flywaydb..")));

    @ArchTest
    static final ArchRule theDomainKnowsNoJsonButTheWire = noClasses().that(DOMAIN).and().resideOutsideOfPackage("dev.perennial.core.wire..").should()
            .dependOnClassesThat().resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule theDomainIsToldTheTime = noClasses().that(DOMAIN).should().callMethod(Instant.class, "now").orShould()
            .callMethod(Clock.class, "systemUTC").orShould().callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule workflowsKnowTheDomainAlone = noClasses().that().resideInAPackage(WORKFLOWS).should()
            .dependOnClassesThat(resideInAnyPackage(SQL).or(resideInAnyPackage(HTTP))
                    .or(resideInAnyPackage(PERSISTENCE, ACTIVITIES, API, WORKER, LOCAL_STACK, BENCH, STRIPE, "io.micronaut..", "jakarta..",
                            "java.nio.file..")));

    @ArchTest
    static final ArchRule workflowImplementationsAreDeterministic = noClasses().that(WORKFLOW_IMPLEMENTATIONS).should()
            .callMethod(Instant.class, "now")
            .orShould().callMethod(UUID.class, "randomUUID").orShould().callMethod(System.class, "currentTimeMillis").orShould()
            .callMethod(System.class, "nanoTime").orShould().callMethod(Math.class, "random").orShould().dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..", "java.security..").orShould().dependOnClassesThat().areAssignableTo(Thread.class).orShould()
            .dependOnClassesThat().areAssignableTo(java.util.Random.class);

    @ArchTest
    static final ArchRule activitiesAreReachedThroughTheirInterfaces = noClasses().that().resideInAPackage(ACTIVITIES).should()
            .dependOnClassesThat(WORKFLOW_IMPLEMENTATIONS.or(resideInAnyPackage(API, WORKER, LOCAL_STACK, BENCH, "io.micronaut.http..")));

    @ArchTest
    static final ArchRule theApiActsThroughWorkflows = noClasses().that().resideInAPackage(API).should()
            .dependOnClassesThat(WORKFLOW_IMPLEMENTATIONS.or(resideInAnyPackage(ACTIVITIES, WORKER, LOCAL_STACK, BENCH)));

    @ArchTest
    static final ArchRule theApiOnlyVerifiesWhatTheProcessorSigned = noClasses().that().resideInAPackage(API).should()
            .dependOnClassesThat(resideInAPackage(STRIPE).and(not(name("com.stripe.exception.SignatureVerificationException")))
                    .and(not(nameStartingWith("com.stripe.net.Webhook"))));

    @ArchTest
    static final ArchRule theApiWritesNoSql = noClasses().that().resideInAPackage(API).and().haveSimpleNameNotEndingWith("HealthController").should()
            .dependOnClassesThat(name("java.sql.Statement").or(name("java.sql.PreparedStatement")).or(name("java.sql.ResultSet"))
                    .or(name("dev.perennial.core.persistence.Sql")).forSubtype());

    @ArchTest
    static final ArchRule theWorkerDecidesNothingAboutMoney = noClasses().that().resideInAPackage(WORKER).should().dependOnClassesThat()
            .resideInAnyPackage(API, LOCAL_STACK, BENCH, STRIPE, "dev.perennial.core.money..", "dev.perennial.core.ledger..");

    @ArchTest
    static final ArchRule theLocalStackKnowsNothingOfOurs = noClasses().that().resideInAPackage(LOCAL_STACK).should().dependOnClassesThat()
            .resideInAnyPackage(CORE, WORKFLOWS, ACTIVITIES, API, WORKER, BENCH);

    @ArchTest
    static final ArchRule nobodyRunsOnTheLocalStackOrTheBenchmarks = classes()
            .that(resideInAnyPackage(LOCAL_STACK, BENCH)).should().onlyHaveDependentClassesThat().resideInAnyPackage(LOCAL_STACK, BENCH, END_TO_END);

    @ArchTest
    static final ArchRule domainsFormNoCycle = slices().matching("dev.perennial.core.(*)..").should().beFreeOfCycles()
            .ignoreDependency(resideInAPackage(PERSISTENCE), DescribedPredicate.alwaysTrue());
}
