package dev.millwright;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.vaadin.flow.router.Route;
import dev.millwright.app.Access;
import dev.millwright.app.Action;
import dev.millwright.app.App;
import dev.millwright.app.Rights;
import dev.millwright.form.PublishedForm;
import dev.millwright.identity.Person;
import dev.millwright.schema.TableName;
import java.util.List;
import java.util.Map;
import org.jooq.PlainSQL;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.stereotype.Component;

/** The rules of the house that the compiler does not know. */
class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackagesOf(Application.class);

    private static final Map<String, ArchRule> RULES = Map.ofEntries(
            Map.entry(
                    "Vaadin is used only where screens are made",
                    noClasses()
                            .that()
                            .resideOutsideOfPackages(
                                    "dev.millwright",
                                    "dev.millwright.extension",
                                    "dev.millwright.field..",
                                    "dev.millwright.flow.field",
                                    "dev.millwright.form.part",
                                    "dev.millwright.print.type",
                                    "..ui..",
                                    "..spi..")
                            .should()
                            .dependOnClassesThat(
                                    // its filters for Spring Security are no screens
                                    resideInAPackage("com.vaadin..")
                                            .and(resideOutsideOfPackage("com.vaadin.flow.spring.security")))),
            Map.entry(
                    "Statements are built only inside modules",
                    noClasses()
                            .that()
                            .resideOutsideOfPackages("..internal..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("org.jooq..")),
            Map.entry(
                    "SQL that the DSL lacks is written only where tables and records are made",
                    noClasses()
                            .that()
                            .resideOutsideOfPackages(
                                    "dev.millwright.schema.internal..", "dev.millwright.record.internal..")
                            .should()
                            .callMethodWhere(target(annotatedWith(PlainSQL.class)))),
            Map.entry(
                    "Sign-in is known to identity alone",
                    noClasses()
                            .that()
                            .resideOutsideOfPackages("dev.millwright.identity..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("org.springframework.security.oauth2..")),
            Map.entry("Nothing is injected into fields", NO_CLASSES_SHOULD_USE_FIELD_INJECTION),
            Map.entry(
                    "Views are their module's own",
                    classes().that().areAnnotatedWith(Route.class).should().notBePublic()),
            Map.entry(
                    "No consumer names a field type",
                    classes()
                            .that()
                            .resideInAPackage("dev.millwright.field.type..")
                            .should()
                            .notBePublic()),
            Map.entry(
                    "A field type is found by the scan",
                    classes()
                            .that()
                            .implement(dev.millwright.field.FieldType.class)
                            .and()
                            .doNotHaveModifier(JavaModifier.ABSTRACT)
                            .and()
                            // No type that anybody chooses: what another one is to somebody to whom it is masked.
                            .doNotBelongToAnyOf(dev.millwright.field.MaskedFieldType.class)
                            .should()
                            .beAnnotatedWith(Component.class)
                            .andShould()
                            .haveSimpleNameEndingWith("FieldType")),
            Map.entry(
                    "No consumer names a part of a form",
                    classes()
                            .that()
                            .resideInAPackage("dev.millwright.form.part..")
                            .should()
                            .notBePublic()),
            Map.entry(
                    "Names say what a class is",
                    noClasses()
                            .should()
                            .haveNameMatching(".*(Impl|Manager|Helper|Helpers|Util|Utils)$")
                            .orShould()
                            .haveNameMatching(".*\\.I[A-Z][a-z]+[A-Z][A-Za-z]*Service$")),
            Map.entry(
                    "Only the gate reaches the tables of records",
                    // Who cannot name a table cannot write a statement about it: the names are told to these alone.
                    noClasses()
                            .that()
                            .resideOutsideOfPackages(
                                    "dev.millwright.record.internal..",
                                    "dev.millwright.schema..",
                                    // which tables publishing makes and changes
                                    "dev.millwright.form.internal..",
                                    // takes the schema of a deleted app away
                                    "dev.millwright.app.internal..")
                            .and()
                            .doNotBelongToAnyOf(PublishedForm.class)
                            .should()
                            .callMethod(App.class, "schema")
                            .orShould()
                            .callMethod(PublishedForm.class, "schema")
                            .orShould()
                            .dependOnClassesThat()
                            .belongToAnyOf(TableName.class)),
            Map.entry(
                    "The gate alone is asked what somebody may do with records",
                    noClasses()
                            .that()
                            .resideOutsideOfPackages("dev.millwright.app..", "dev.millwright.record.internal..")
                            .should()
                            .callMethod(Rights.class, "allows", Person.class, String.class, Action.class)
                            .orShould()
                            .callMethod(Access.class, "allows", String.class, Action.class)),
            Map.entry(
                    "The gate knows no screen",
                    noClasses()
                            .that()
                            .resideInAPackage("dev.millwright.record..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                    "com.vaadin..",
                                    "..ui..",
                                    "dev.millwright.workspace..",
                                    "dev.millwright.exchange..",
                                    "dev.millwright.jobs..",
                                    "dev.millwright.sheet..")));

    @TestFactory
    List<DynamicTest> rules() {
        return RULES.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(),
                        () -> rule.getValue().allowEmptyShould(false).check(CLASSES)))
                .toList();
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatItOwns() {
        JavaPackage root = CLASSES.getPackage(Application.class.getPackageName());
        List<JavaPackage> packages = root.getSubpackagesInTree().stream()
                .filter(javaPackage -> !javaPackage.getClasses().isEmpty())
                .toList();
        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(javaPackage -> assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
                        .as(javaPackage.getName())
                        .isTrue());
    }

    @Test
    void noTestHidesWhatAPackageSaysOfItself() {
        // A package-info among the tests comes first on the class path: its module would be checked for nothing.
        for (JavaPackage javaPackage :
                CLASSES.getPackage(Application.class.getPackageName()).getSubpackagesInTree()) {
            String name = javaPackage.getName().replace('.', '/') + "/package-info.class";
            assertThat(Application.class.getClassLoader().resources(name))
                    .as(javaPackage.getName())
                    .hasSizeLessThan(2);
        }
    }
}
