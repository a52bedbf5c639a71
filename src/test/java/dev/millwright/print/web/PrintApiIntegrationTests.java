package dev.millwright.print.web;

import static dev.millwright.print.internal.Press.band;
import static dev.millwright.print.internal.Press.element;
import static dev.millwright.print.internal.Press.template;
import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.millwright.app.Action;
import dev.millwright.form.FormDefinition;
import dev.millwright.jobs.Job;
import dev.millwright.jobs.JobBody;
import dev.millwright.jobs.Jobs;
import dev.millwright.print.Band;
import dev.millwright.print.PrintPage;
import dev.millwright.print.PublicAddressForTests;
import dev.millwright.print.internal.Paper;
import dev.millwright.print.internal.Press;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.internal.Gate;
import dev.millwright.record.spi.ApiDescription;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.TestTexts;
import jakarta.servlet.ServletException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Printing over HTTP over real tables, with jobs that are done at once. */
class PrintApiIntegrationTests {

    private static final String FORM = "/api/v1/apps/shop/forms/goods";

    private final Map<UUID, Map<String, Object>> results = new HashMap<>();
    private final Press press = new Press();
    private final FormDefinition goods = form("goods", field("serial", "text"), field("price", "decimal"));
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new PrintApi(
                    press.prints(),
                    new DoneAtOnce(),
                    PublicAddressForTests.at("https://mill.example"),
                    press.gate.context.getBean(BusinessTime.class)))
            .build();

    @BeforeEach
    void publish() {
        rights(Action.SEE, Action.CREATE, Action.PRINT);
    }

    private void rights(Action first, Action... others) {
        press.gate.publish("shop", EnumSet.of(first, others), goods);
        press.publish(
                "shop",
                template(
                        "card",
                        goods,
                        PrintPage.A4,
                        band(
                                Band.DETAIL,
                                40,
                                element("text", 0, 0, 80, 6, "{\"label\": \"No. {serial}\"}"),
                                element("qr", 0, 10, 25, 25, "{\"field\": \"@address\"}"))));
    }

    @AfterEach
    void close() {
        press.close();
    }

    private MockHttpServletResponse answer(RequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse();
    }

    @Test
    void givesThePdfOfOneRecordWithACodeThatOpensIt() throws Exception {
        UUID one = press.create("shop", "goods", "serial", "A");
        MockHttpServletResponse pdf = answer(get(FORM + "/records/" + one + "/print/card"));
        assertThat(pdf.getContentType()).isEqualTo("application/pdf");
        assertThat(pdf.getHeader("Content-Disposition")).startsWith("inline");
        try (Paper paper = new Paper(pdf.getContentAsByteArray())) {
            assertThat(paper.text(1)).contains("No. A");
            assertThat(paper.codes(1)).containsExactly("https://mill.example/app/shop/form/goods/" + one);
        }
        assertThat(answer(get(FORM + "/records/" + one + "/prints")).getContentAsString())
                .contains("\"template\":\"The card\"", "\"name\":\"Dana Designer\"", "\"file\":\"/api/v1/prints/");
        MockHttpServletResponse again =
                answer(get("/api/v1/prints/" + Objects.requireNonNull(pdf.getHeader("Print-Id"))));
        assertThat(again.getContentAsByteArray()).isEqualTo(pdf.getContentAsByteArray());
    }

    @Test
    void isPartOfTheDescriptionOfTheAppsApi() {
        assertThat(described().paths())
                .containsOnlyKeys(
                        "/apps/shop/forms/goods/print",
                        "/apps/shop/forms/goods/records/{id}/prints",
                        "/apps/shop/forms/goods/records/{id}/print/card",
                        "/apps/shop/forms/goods/records:print",
                        "/prints/{id}");
        assertThat(described().paths().toString()).contains("Print a record by the template “card”");
        rights(Action.SEE);
        assertThat(Gate.as(TestPeople.SAM, () -> described().paths()))
                .as("of those who may print")
                .isEmpty();
    }

    private ApiDescription described() {
        AccessibleForms forms = press.gate.context.getBean(AccessibleForms.class);
        ApiDescription description = new ApiDescription("shop", forms.all("shop"), Locale.ENGLISH, TestTexts.all());
        new PrintChapter(press.prints(), forms).addTo(description);
        return description;
    }

    @Test
    void printsManyAsAJob() throws Exception {
        UUID first = press.create("shop", "goods", "serial", "A", "price", java.math.BigDecimal.ONE);
        UUID second = press.create("shop", "goods", "serial", "B", "price", java.math.BigDecimal.TWO);
        assertThat(many("{\"template\": \"card\", \"ids\": [\"" + second + "\", \"" + first + "\"]}"))
                .containsEntry("records", 2)
                .containsEntry("pages", 2);
        assertThat(press.deeds).singleElement().satisfies(deed -> {
            assertThat(deed.action()).isEqualTo("print.printed");
            assertThat(deed.arguments()).contains("The card", 2);
        });
        Map<String, Object> dear = many("{\"template\": \"card\", \"filter\": \"price > 1\"}");
        assertThat(dear).containsEntry("records", 1);
        try (Paper paper =
                new Paper(answer(get(String.valueOf(dear.get("file")))).getContentAsByteArray())) {
            assertThat(paper.text(1)).contains("No. B");
        }
        assertThat(answer(get(FORM + "/print")).getContentAsString()).contains("\"key\":\"card\"");
    }

    private Map<String, Object> many(String body) throws Exception {
        MockHttpServletResponse accepted = answer(post(FORM + "/records:print")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
        assertThat(accepted.getStatus()).isEqualTo(202);
        String location = Objects.requireNonNull(accepted.getHeader("Location"));
        return Objects.requireNonNull(results.get(
                Ids.parse(location.substring(location.lastIndexOf('/') + 1)).orElseThrow()));
    }

    @Test
    void refusesWhoMayNotPrint() {
        UUID one = press.create("shop", "goods", "serial", "A");
        rights(Action.SEE);
        String address = FORM + "/records/" + one + "/print/card";
        assertThatExceptionOfType(ServletException.class)
                .isThrownBy(() -> Gate.as(TestPeople.SAM, () -> quietly(get(address))))
                .withCauseInstanceOf(NotAllowedException.class);
        assertThatExceptionOfType(ServletException.class)
                .isThrownBy(() -> Gate.as(
                        TestPeople.SAM,
                        () -> quietly(post(FORM + "/records:print").content("{\"template\": \"card\"}"))))
                .withCauseInstanceOf(NotAllowedException.class);
        assertThatExceptionOfType(ServletException.class)
                .isThrownBy(() -> Gate.as(TestPeople.MIA, () -> quietly(get(address))))
                .withCauseInstanceOf(NotFoundException.class);
        assertThatExceptionOfType(ServletException.class)
                .isThrownBy(() -> quietly(get(FORM + "/records/" + one + "/print/other")))
                .withCauseInstanceOf(NotFoundException.class);
    }

    private MockHttpServletResponse quietly(RequestBuilder request) {
        try {
            return answer(request);
        } catch (Exception e) {
            throw sneaky(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> RuntimeException sneaky(Exception e) throws E {
        throw (E) e;
    }

    private final class DoneAtOnce implements Jobs {

        @Override
        public UUID start(String kind, JobBody body, Runnable afterwards) {
            UUID id = Ids.next();
            try {
                results.put(id, body.run(part -> {}));
            } finally {
                afterwards.run();
            }
            return id;
        }

        @Override
        public Job get(UUID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void cancel(UUID id) {
            throw new UnsupportedOperationException();
        }
    }
}
