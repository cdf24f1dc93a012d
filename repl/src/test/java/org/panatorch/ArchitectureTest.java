package org.panatorch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may use what, over all modules. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.panatorch");

    @Test
    void onlyTheNativeBindingsKnowJavaCpp() {
        noClasses().that().resideOutsideOfPackage("org.panatorch.torch..")
                .should().dependOnClassesThat().resideInAPackage("org.bytedeco..").check(CLASSES);
    }

    @Test
    void onlyTheFfmPackageKnowsForeignMemory() {
        noClasses().that().resideOutsideOfPackage("org.panatorch.torch.ffm..")
                .should().dependOnClassesThat().resideInAPackage("java.lang.foreign..").check(CLASSES);
    }

    @Test
    void theFileFormatsKnowNoNativeMemory() {
        noClasses().that().resideInAPackage("org.panatorch.torch.io..")
                .should().dependOnClassesThat().resideInAnyPackage("org.bytedeco..", "org.panatorch.torch.ffm..").check(CLASSES);
    }

    @Test
    void theModulesPointOneWay() {
        noClasses().that().resideInAPackage("org.panatorch.torch..")
                .should().dependOnClassesThat().resideInAnyPackage("org.panatorch.ddpm..", "org.panatorch.examples..", "org.panatorch.repl..")
                .check(CLASSES);
        noClasses().that().resideInAPackage("org.panatorch.ddpm..")
                .should().dependOnClassesThat().resideInAnyPackage("org.panatorch.examples..", "org.panatorch.repl..").check(CLASSES);
    }

    @Test
    void theExamplesStandBesideTheShellAndAreSeenByNobody() {
        noClasses().that().resideInAPackage("org.panatorch.examples..")
                .should().dependOnClassesThat().resideInAPackage("org.panatorch.repl..").check(CLASSES);
        noClasses().that().resideOutsideOfPackage("org.panatorch.examples..")
                .should().dependOnClassesThat().resideInAPackage("org.panatorch.examples..").check(CLASSES);
        slices().matching("org.panatorch.examples.(*)..").should().notDependOnEachOther().check(CLASSES);
    }

    @Test
    void thePackagesOfDdpmHaveNoCycles() {
        slices().matching("org.panatorch.ddpm.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
