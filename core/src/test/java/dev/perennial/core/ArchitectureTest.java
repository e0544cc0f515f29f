package dev.perennial.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** What a package of this module may know of the others. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.perennial.core");

    private static boolean isDomain(JavaClass it) {
        return !(it.getPackageName() + ".").contains(".persistence.");
    }

    @Test
    void domainPackagesAreNothingButJava() {
        noClasses().that().resideOutsideOfPackage("..persistence..").should().dependOnClassesThat()
                .resideInAnyPackage("io.micronaut..", "jakarta..", "java.sql..", "javax.sql..", "org.postgresql..", "io.temporal..",
                        "java.net.http..",
                        "com.stripe..", "org.slf4j..")
                .check(CORE);
        // A representation says where its JSON differs from its components: by annotations, nothing else.
        noClasses().that().resideOutsideOfPackages("..persistence..", "dev.perennial.core.wire").should().dependOnClassesThat()
                .resideInAPackage("com.fasterxml..").check(CORE);
        noClasses().that().resideInAPackage("dev.perennial.core.wire").should().dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..").check(CORE);
    }

    @Test
    void domainPackagesKnowNoTables() {
        noClasses().that().resideOutsideOfPackage("..persistence..").should().dependOnClassesThat().resideInAPackage("..persistence..").check(CORE);
    }

    @Test
    void tablesBelongToOneDomain() {
        slices().matching("dev.perennial.core.(*).persistence..").should().notDependOnEachOther().check(CORE);
    }

    @Test
    void domainPackagesFormNoCycle() {
        slices().matching("dev.perennial.core.(*)..").should().beFreeOfCycles()
                .check(CORE.that(DescribedPredicate.describe("domain classes", ArchitectureTest::isDomain)));
    }

    @Test
    void statementsAreReachedThroughTheirPortsOnly() {
        classes().that().haveSimpleNameStartingWith("Jdbc").should().notHaveModifier(JavaModifier.PUBLIC).check(CORE);
    }
}
