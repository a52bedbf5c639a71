package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import dev.millwright.shared.Ids;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was typed outlives the session and the tab that it was typed in. */
@EndToEndTest
class UnsavedEntryE2eTests {

    private static final List<String> TYPES =
            List.of("text", "text", "integer", "decimal", "date", "long-text", "text", "text");
    private static final List<String> TYPED =
            List.of("SB-001", "冲床", "12", "3.50", "2026-03-09", "Two lines\nof remarks", "Hall 2", "A02");

    @Test
    void eightTypedFieldsAreThereAfterTheSessionEnded(RunningTrial trial) {
        String form = publish(trial);
        Page sam = trial.windowOf("sam");
        sam.navigate(trial.address() + form + "/new");
        for (int i = 0; i < TYPED.size(); i++) {
            Locator field = input(sam, i);
            field.fill(TYPED.get(i));
            field.press("Tab");
        }
        // A server that has just started takes longer than people who type.
        sam.waitForCondition(() -> isKept(trial, TYPED.getLast()));
        endSession(trial, sam);
        button(sam, "Save").click();
        Locator ended = sam.getByText("Your session has ended");
        assertThat(ended).isVisible();
        ended.click();

        sam.locator("#username").waitFor();
        sam.locator("#username").fill("sam");
        sam.locator("#password").fill("sam");
        sam.locator("#kc-login").click();
        for (int i = 0; i < TYPED.size(); i++) {
            assertThat(input(sam, i)).hasValue(TYPED.get(i));
        }
        button(sam, "Save").click();
        assertThat(sam.getByText("Saved: SB-001")).isVisible();
        sam.navigate(trial.address() + form + "/new");
        assertThat(input(sam, 0)).hasValue("");
    }

    /** How people come from the last field to the button. */
    private enum Leaving {
        BY_THE_BUTTON {
            @Override
            void leave(Page page, Locator field) {
                // The click itself leaves the field.
            }
        },
        BY_TAB {
            @Override
            void leave(Page page, Locator field) {
                field.press("Tab");
            }
        },
        BY_TAB_AND_A_LOOK {
            @Override
            void leave(Page page, Locator field) {
                field.press("Tab");
                page.waitForTimeout(250);
            }
        };

        abstract void leave(Page page, Locator field);
    }

    @Test
    void whoSavesAtOnceSavesWhatWasTyped(RunningTrial trial) {
        String form = publish(trial);
        Page sam = trial.windowOf("sam");
        Map<String, String> lost = new LinkedHashMap<>();
        for (Leaving leaving : Leaving.values()) {
            for (String typed : List.of("One line", "Two lines\nof remarks")) {
                for (boolean key : List.of(false, true)) {
                    String title = "Quick %s %d %s".formatted(leaving, typed.length(), key);
                    sam.navigate(trial.address() + form + "/new");
                    input(sam, 0).fill(title);
                    Locator remarks = input(sam, 5);
                    if (key) {
                        remarks.pressSequentially(typed);
                    } else {
                        remarks.fill(typed);
                    }
                    leaving.leave(sam, remarks);
                    button(sam, "Save").click();
                    assertThat(sam.getByText("Saved: " + title)).isVisible();
                    String stored = stored(trial, form, title);
                    if (!typed.equals(stored)) {
                        lost.put(title, stored);
                    }
                }
            }
        }
        org.assertj.core.api.Assertions.assertThat(lost).isEmpty();
    }

    private static String stored(RunningTrial trial, String form, String title) {
        return new ApiClient(trial, "sam")
                .require(
                        "GET",
                        form.replace("/app/", "/apps/").replace("/form/", "/forms/") + "/records?search="
                                + title.replace(" ", "%20"),
                        null)
                .path("items")
                .path(0)
                .path("field_5")
                .asString("");
    }

    private static boolean isKept(RunningTrial trial, String value) {
        return JdbcClient.create(trial.database())
                .sql("select exists (select from platform.unsaved_entry where strpos(values::text, ?) > 0)")
                .param(value)
                .query(Boolean.class)
                .single();
    }

    /** The browser keeps the name of a session that the server no longer knows; Keycloak's has ended too. */
    private static void endSession(RunningTrial trial, Page page) {
        page.context().clearCookies();
        page.context().addCookies(List.of(new Cookie("JSESSIONID", "ended").setUrl(trial.address())));
    }

    private static Locator input(Page page, int field) {
        return page.locator("[data-field=field_%d] input, [data-field=field_%d] textarea".formatted(field, field));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    private static String publish(RunningTrial trial) {
        var dana = new ApiClient(trial, "dana");
        String app = dana.require("POST", "/apps", "{\"label\": \"Long forms\"}")
                .path("key")
                .asString();
        ObjectNode form = JsonMapper.shared().createObjectNode();
        form.put("id", Ids.next().toString())
                .put("key", "sheet")
                .put("label", "Sheet")
                .put("icon", "vaadin:form");
        ArrayNode rows = form.putArray("sections")
                .addObject()
                .put("id", Ids.next().toString())
                .put("title", "")
                .putArray("rows");
        for (int i = 0; i < TYPES.size(); i++) {
            ObjectNode field = rows.addObject().putArray("fields").addObject();
            field.put("id", Ids.next().toString()).put("key", "field_" + i).put("label", "Field " + i);
            field.put("type", TYPES.get(i)).put("required", false).put("unique", false);
            field.put("help", "").put("placeholder", "").putObject("config");
        }
        form.putArray("retired");
        dana.require("PUT", "/apps/" + app + "/drafts/form/sheet", form.toString());
        String fingerprint = dana.require("POST", "/apps/" + app + "/releases:plan", "{}")
                .path("fingerprint")
                .asString();
        dana.require("POST", "/apps/" + app + "/releases", "{\"fingerprint\": \"" + fingerprint + "\"}");
        ObjectNode rights = (ObjectNode) dana.require("GET", "/apps/" + app + "/rights", null);
        rights.putArray("members").add("role:staff");
        rights.putObject("matrix")
                .putObject("role:staff")
                .putArray("*")
                .add("see")
                .add("create");
        dana.require("PUT", "/apps/" + app + "/rights", rights.toString());
        return "/app/" + app + "/form/sheet";
    }
}
