package dev.millwright.print.internal;

import static dev.millwright.print.internal.Press.band;
import static dev.millwright.print.internal.Press.element;
import static dev.millwright.print.internal.Press.template;
import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.app.Action;
import dev.millwright.app.PublishedApps;
import dev.millwright.form.FormDefinition;
import dev.millwright.print.Band;
import dev.millwright.print.PrintPage;
import dev.millwright.print.PrintTemplate;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts from outside print, and nothing in them runs. */
class JrxmlReportsIntegrationTests {

    private final Press press = new Press();
    private final FormDefinition goods = form("goods", field("serial", "text"), field("price", "decimal"));
    private final JrxmlReports jrxml = press.context.getBean(JrxmlReports.class);
    private final PrintTemplate card = template(
            "card",
            goods,
            PrintPage.A4,
            band(Band.TITLE, 20, element("text", 0, 0, 80, 10, "{\"label\": \"Costs \\\"$F\\\" {serial}\"}")),
            band(
                    Band.DETAIL,
                    60,
                    element("field", 0, 0, 80, 6, "{\"field\": \"price\", \"format\": \"two_decimals\"}", "price > 1"),
                    element("qr", 0, 10, 30, 30, "{\"field\": \"@address\"}")),
            band(Band.FOOTER, 6, element("page-number", 0, 0, 60, 5, "{}")));

    @BeforeEach
    void publish() {
        press.gate.publish("shop", EnumSet.of(Action.SEE, Action.PRINT), goods);
    }

    @AfterEach
    void close() {
        press.close();
    }

    private FormNames names() {
        Templates templates = press.context.getBean(Templates.class);
        return templates.names(
                goods,
                templates.published(press.gate
                        .context
                        .getBean(PublishedApps.class)
                        .find("shop")
                        .orElseThrow()),
                Locale.ENGLISH);
    }

    private String own() {
        return new String(
                JrxmlReports.write(press.context
                        .getBean(Reports.class)
                        .make(card, names(), Set.of())
                        .design()),
                StandardCharsets.UTF_8);
    }

    private Problem refusal(String xml) {
        return jrxml.check(xml, card, names(), Set.of()).stream().findFirst().orElseThrow();
    }

    @Test
    void aLayoutThatWentOutComesBackAndPrintsTheSame() {
        UUID one = press.create("shop", "goods", "serial", "S-1", "price", new java.math.BigDecimal("12.5"));
        press.publish("shop", card);
        byte[] before = press.prints()
                .one(ref("shop", "goods"), one, "card", Press.ENGLISH)
                .file();
        String moved = own().replace("Costs ", "Worth ");
        assertThat(jrxml.check(moved, card, names(), Set.of())).isEmpty();
        press.publish("shop", card.withJrxml(moved));
        byte[] after = press.prints()
                .one(ref("shop", "goods"), one, "card", Press.ENGLISH)
                .file();
        try (Paper was = new Paper(before);
                Paper is = new Paper(after)) {
            assertThat(was.text(1)).contains("Costs \"$F\" S-1", "12.50", "1 / 1");
            assertThat(is.text(1)).isEqualTo(was.text(1).replace("Costs", "Worth"));
            assertThat(is.codes(1)).isEqualTo(was.codes(1)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Runtime.getRuntime().exec(\"touch /tmp/millwright-owned\")",
                "new java.io.File(\"/etc/passwd\").toString()",
                "System.exit(1)",
                "$F{serial}.getClass().forName(\"java.lang.Runtime\")",
                "$P{REPORT_CONNECTION}.close()",
                "$P{REPORT_CONTEXT}.getClass()",
                "((java.util.function.Supplier) () -> 1).get()",
                "this.getClass()",
                "\"a\".repeat(2000000000)",
                "$R{anything}",
                "java.lang.Math.random()",
                "new java.lang.Integer(1) + new java.lang.ProcessBuilder(\"id\")"
            })
    void refusesExpressionsThatCouldRunSomething(String expression) {
        String xml = own().replaceFirst(
                        "(?s)<expression><!\\[CDATA\\[.*?]]></expression>",
                        java.util.regex.Matcher.quoteReplacement(
                                "<expression><![CDATA[" + expression + "]]></expression>"));
        assertThat(xml).contains(expression);
        assertThat(refusal(xml).code()).startsWith("print.error.jrxml.");
        assertThat(Files.exists(Path.of("/tmp/millwright-owned"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<import value=\"java.io.*\"/>",
                "<query language=\"sql\"><![CDATA[SELECT 1]]></query>",
                "<template><![CDATA[\"http://localhost/evil.jrtx\"]]></template>",
                "<scriptlet name=\"x\" class=\"evil.Scriptlet\"/>",
                "<property name=\"net.sf.jasperreports.export.pdf.javascript\" value=\"app.alert(1)\"/>",
                "<property name=\"net.sf.jasperreports.data.adapter\" value=\"http://localhost/a.xml\"/>",
                "<parameter name=\"p\" class=\"java.lang.Runtime\"/>",
                "<parameter name=\"p\" class=\"java.lang.String\"/>",
                "<field name=\"f\" class=\"javax.script.ScriptEngineManager\"/>",
                "<field name=\"no_such_field\" class=\"java.lang.String\"/>",
                "<dataset name=\"d\"/>",
                "<variable name=\"v\" class=\"java.lang.String\" incrementerFactoryClass=\"evil.Factory\"/>"
            })
    void refusesWhatIsNotOnTheList(String part) {
        assertThat(refusal(own().replaceFirst("(<jasperReport[^>]*>)", "$1" + part.replace("$", "\\$")))
                        .code())
                .startsWith("print.error.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resourceBundle=\"evil\"",
                "scriptletClass=\"evil.Scriptlet\"",
                "formatFactoryClass=\"evil.Factory\"",
                "language=\"groovy\"",
                "language=\"javascript\"",
                "pageWidth=\"2000000000\""
            })
    void refusesAttributesThatLoadSomething(String attribute) {
        String name = attribute.substring(0, attribute.indexOf('='));
        String xml = own().replaceFirst(" " + name + "=\"[^\"]*\"", "");
        assertThat(refusal(xml.replaceFirst("<jasperReport", "<jasperReport " + attribute))
                        .code())
                .startsWith("print.error.jrxml.");
    }

    @Test
    void refusesPicturesFromElsewhere() {
        for (String source :
                new String[] {"\"http://localhost/x.png\"", "\"file:///etc/passwd\"", "\"/etc/passwd\"", "$F{serial}"
                }) {
            String xml = own().replace("<![CDATA[$F{qr:@address}]]>", "<![CDATA[" + source + "]]>");
            assertThat(xml).contains(source);
            assertThat(refusal(xml).code()).isEqualTo("print.error.jrxml.image");
        }
    }

    @Test
    void refusesReportsWithinTheReportFromElsewhere() {
        String xml = own().replaceFirst(
                        "</band>",
                        "<element kind=\"subreport\" x=\"0\" y=\"0\" width=\"10\" height=\"10\"><expression><![CDATA[\"http://localhost/evil.jasper\"]]></expression></element></band>");
        assertThat(refusal(xml).code()).isEqualTo("print.error.jrxml.subreport");
    }

    @Test
    void refusesDocumentTypesAndEntities() {
        assertThat(refusal("<!DOCTYPE jasperReport [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + own())
                        .code())
                .startsWith("print.error.jrxml.");
        assertThat(refusal(
                                "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]><jasperReport name=\"&b;\"/>")
                        .code())
                .startsWith("print.error.jrxml.");
        assertThat(refusal("no xml at all").code()).isEqualTo("print.error.jrxml.unreadable");
        assertThat(refusal("<html/>").code()).isEqualTo("print.error.jrxml.unreadable");
        assertThat(refusal("<jasperReport name=\"x\">" + " ".repeat(2_100_000) + "</jasperReport>")
                        .code())
                .isEqualTo("print.error.jrxml.size");
    }

    @Test
    void refusesALayoutThatIsDeeperThanAnyPage() {
        String deep = "<jasperReport name=\"x\">" + "<band>".repeat(100) + "</band>".repeat(100) + "</jasperReport>";
        assertThat(refusal(deep).code()).isEqualTo("print.error.jrxml.size");
        String nested = "(".repeat(5_000) + "1" + ")".repeat(5_000);
        String xml = own().replaceFirst(
                        "(?s)<expression><!\\[CDATA\\[.*?]]></expression>",
                        "<expression><![CDATA[" + nested + "]]></expression>");
        assertThat(refusal(xml).code()).isEqualTo("print.error.jrxml.expression");
    }

    @Test
    void onlyAnAdministratorMayPublishOne() {
        PrintValidation validation = press.context.getBean(PrintValidation.class);
        PrintTemplate brought = card.withJrxml(own());
        assertThat(Gate.as(
                                TestPeople.DANA,
                                () -> validation.validate(card, brought, java.util.Optional.of(names()), Set.of()))
                        .stream()
                        .map(Problem::code))
                .containsExactly("print.error.jrxml.administrator");
        assertThat(Gate.as(
                        TestPeople.ADMIN,
                        () -> validation.validate(card, brought, java.util.Optional.of(names()), Set.of())))
                .isEmpty();
        assertThat(Gate.as(
                        TestPeople.DANA,
                        () -> validation.validate(brought, brought, java.util.Optional.of(names()), Set.of())))
                .isEmpty();
    }
}
