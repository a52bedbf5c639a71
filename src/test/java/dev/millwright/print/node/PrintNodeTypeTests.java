package dev.millwright.print.node;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.app.spi.DefinitionKind.Reference;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.form.FormDefinition;
import dev.millwright.print.PrintPage;
import dev.millwright.print.PrintTemplate;
import dev.millwright.print.internal.Press;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Texts;
import dev.millwright.testing.TestTexts;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the node that prints says of itself while it is designed. */
class PrintNodeTypeTests {

    private static final FormDefinition REPAIR = form("repair", field("fault", "text"));
    private static final FormDefinition SERIAL = form("serial", field("number", "text"));
    private static final PrintTemplate REPORT = Press.template("report", REPAIR, PrintPage.A4);
    private static final PrintTemplate LABEL = Press.template("label", SERIAL, PrintPage.A4);

    private final PrintNodeType type = Idle.node();

    private static PrintNodeType.Config printing(@Nullable UUID template, PeopleSource... people) {
        return new PrintNodeType.Config(template, "", "starter", List.of(people));
    }

    private List<String> problems(@Nullable UUID template, NodeContext context) {
        return type.validateIn(printing(template), context).items().stream()
                .map(problem -> problem.path() + " " + context.texts().text(context.locale(), problem))
                .toList();
    }

    @Test
    void needsATemplateAboutTheFormOfTheFlow() {
        NodeContext context = context(REPAIR, Locale.ENGLISH, REPORT, LABEL);
        assertThat(problems(REPORT.id(), context)).isEmpty();
        assertThat(problems(null, context)).containsExactly("template Choose a print template.");
        assertThat(problems(LABEL.id(), context))
                .containsExactly(
                        "template The print template “The label” is about records of another form. Choose another one.");
        assertThat(problems(Ids.next(), context))
                .containsExactly("template The print template is not there any more. Choose another one.");
        assertThat(problems(null, context(REPAIR, Locale.ENGLISH, LABEL)))
                .containsExactly(
                        "template There is no print template about " + REPAIR.label() + " yet. Design one first.");
        assertThat(problems(REPORT.id(), context(null, Locale.CHINESE, REPORT)))
                .containsExactly("template 只能打印记录，请先选择流程所属的表单。");
    }

    @Test
    void asksForPeopleOnlyWhereSomeWereBegun() {
        NodeContext context = context(REPAIR, Locale.ENGLISH, REPORT);
        assertThat(type.validateIn(printing(REPORT.id(), new PeopleSource.InRole("")), context)
                        .items())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("people"));
    }

    @Test
    void keepsItsTemplateFromBeingRemoved() {
        assertThat(type.needsOthers(printing(REPORT.id())))
                .containsExactly(new Reference(PrintTemplate.KIND, REPORT.id()));
        assertThat(type.needsOthers(printing(null))).isEmpty();
    }

    @Test
    void saysWhatItPrintsAndWhatItWouldPrint() {
        NodeContext english = context(REPAIR, Locale.ENGLISH, REPORT);
        NodeContext chinese = context(REPAIR, Locale.CHINESE, REPORT);
        assertThat(type.summary(printing(null), english)).isEmpty();
        assertThat(type.summary(printing(REPORT.id()), english)).isEqualTo("The report");
        assertThat(type.summary(printing(REPORT.id(), new PeopleSource.Starter()), chinese))
                .isEqualTo("The report，通知发起人");
        assertThat(type.foretold(printing(REPORT.id()), english)).isEqualTo("A document “The report” would be printed");
        assertThat(type.foretold(printing(REPORT.id()), chinese)).isEqualTo("将打印单据“The report”");
    }

    private static NodeContext context(@Nullable FormDefinition about, Locale language, PrintTemplate... templates) {
        Texts texts = TestTexts.all();
        FlowDefinition flow = new FlowDefinition(
                Ids.next(),
                "flow",
                "Flow",
                about == null ? null : about.id(),
                TriggerDefinition.NONE,
                List.of(),
                FlowSettings.DEFAULT);
        return (NodeContext) Proxy.newProxyInstance(
                PrintNodeTypeTests.class.getClassLoader(),
                new Class<?>[] {NodeContext.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "locale" -> language;
                    case "texts" -> texts;
                    case "flow" -> flow;
                    case "form" -> Optional.ofNullable(about);
                    case "others" -> List.of(templates);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** A node that is not to print. */
    private static final class Idle {

        static PrintNodeType node() {
            return new PrintNodeType(
                    none(dev.millwright.print.Prints.class),
                    none(dev.millwright.record.RecordQuery.class),
                    none(dev.millwright.record.spi.Authorities.class),
                    dev.millwright.print.PublicAddressForTests.at(""),
                    none(dev.millwright.identity.Preferences.class),
                    none(dev.millwright.identity.CurrentPerson.class),
                    Optional::empty,
                    "en");
        }

        private static <T> T none(Class<T> type) {
            return type.cast(Proxy.newProxyInstance(
                    PrintNodeTypeTests.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        throw new UnsupportedOperationException(method.getName());
                    }));
        }
    }
}
