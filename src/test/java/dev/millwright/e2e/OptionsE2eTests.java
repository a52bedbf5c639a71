package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Options as fast as people type, and by the column. */
@EndToEndTest
class OptionsE2eTests {

    private static final int MILLIS_A_KEY = 20;

    private static final String LABELS = """
        () => [...document.querySelectorAll('.mw-option vaadin-text-field')].map(field => field.value)\
        """;

    @Test
    void aHundredOptionsTypedAtTwentyMillisecondsAKeyAreAllThere(RunningTrial trial) {
        NewForm form = form(trial, "Typed options");
        Page page = designer(trial, form);
        List<String> typed =
                IntStream.rangeClosed(1, 100).mapToObj(i -> "Option " + i).toList();
        page.locator("mw-line-adder input").focus();
        // In one go, for between two actions the test itself looks at the page and takes its time.
        page.keyboard().type(String.join("\n", typed) + "\n", new Keyboard.TypeOptions().setDelay(MILLIS_A_KEY));
        isThere(page, form, Stream.concat(Stream.of("New"), typed.stream()).toList());
    }

    @Test
    void aPastedColumnBecomesAnOptionForEachCell(RunningTrial trial) {
        NewForm form = form(trial, "Pasted options");
        Page page = designer(trial, form);
        List<String> pasted =
                IntStream.rangeClosed(1, 100).mapToObj(i -> "第" + i + "车间").toList();
        page.evaluate(
                "text => navigator.clipboard.writeText(text)",
                String.join("\r\n", pasted) + "\r\n\"two\nlines\"\r\n\r\n5\" pipe\r\n");
        page.locator("mw-line-adder input").focus();
        page.keyboard().press("Control+v");
        isThere(
                page,
                form,
                Stream.of(Stream.of("New"), pasted.stream(), Stream.of("two lines", "5\" pipe"))
                        .flatMap(labels -> labels)
                        .toList());
    }

    @Test
    void aLabelIsTypedWhileOthersAreAdded(RunningTrial trial) {
        NewForm form = form(trial, "Renamed options");
        Page page = designer(trial, form);
        page.locator("mw-line-adder input").fill("Sold");
        page.keyboard().press("Enter");
        Locator first = page.locator(".mw-option input").first();
        first.click();
        first.press("End");
        page.keyboard().type(" and unused", new Keyboard.TypeOptions().setDelay(MILLIS_A_KEY));
        page.keyboard().press("Tab");
        isThere(page, form, List.of("New and unused", "Sold"));
    }

    private static void isThere(Page page, NewForm form, List<String> labels) {
        assertThat(page.locator(".mw-option")).hasCount(labels.size());
        assertThat((List<?>) page.evaluate(LABELS)).isEqualTo(labels);
        page.reload();
        page.locator("mw-form-designer .field").first().click();
        assertThat(page.locator(".mw-option")).hasCount(labels.size());
        JsonNode options = form.api()
                .require("GET", "/apps/" + form.app() + "/drafts/form/" + NewForm.KEY, null)
                .at("/sections/0/rows/0/fields/0/config/options");
        assertThat(StreamSupport.stream(options.spliterator(), false)
                        .map(option -> option.path("label").asString()))
                .isEqualTo(labels);
    }

    private static NewForm form(RunningTrial trial, String label) {
        return NewForm.publish(
                new ApiClient(trial, "dana"),
                label,
                new NewForm.Field("state", "choice", "{\"options\": [{\"key\": \"new\", \"label\": \"New\"}]}"));
    }

    private static Page designer(RunningTrial trial, NewForm form) {
        Page page = trial.windowOf(
                "dana", new Browser.NewContextOptions().setPermissions(List.of("clipboard-read", "clipboard-write")));
        page.navigate(trial.address() + "/app/" + form.app() + "/design/form/" + NewForm.KEY);
        page.locator("mw-form-designer .field").first().click();
        page.locator("mw-line-adder input").waitFor();
        return page;
    }
}
