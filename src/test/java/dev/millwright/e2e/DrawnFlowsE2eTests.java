package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.millwright.shared.Ids;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.FlowDesignerPage;
import dev.millwright.testing.RunningTrial;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Each of twelve flows from real life, drawn by a planner and then run by the people it asks: the outcome is what they expect. */
@EndToEndTest
class DrawnFlowsE2eTests {

    private static final List<String> PEOPLE = List.of("sam", "mia", "dana", "admin");
    private static final String CHOICES =
            "{\"options\": [{\"key\": \"yes\", \"label\": \"Yes\"}, {\"key\": \"no\", \"label\": \"No\"}]}";
    private static final String KINDS = """
            {"options": [{"key": "receipt", "label": "After receipt"}, {"key": "free", "label": "No receipt"},
              {"key": "consignment", "label": "Consignment"}]}
            """;

    private static String app = "";

    private final RunningTrial trial;
    private final Map<String, ApiClient> clients = new HashMap<>();

    DrawnFlowsE2eTests(RunningTrial trial) {
        this.trial = trial;
    }

    /** One app with a form for each flow, all live before anything is drawn. */
    @BeforeAll
    static void makeForms(RunningTrial trial) {
        ApiClient dana = new ApiClient(trial, "dana");
        app = dana.require("POST", "/apps", "{\"label\": \"Twelve\"}")
                .path("key")
                .asString();
        NewForm.Field name = new NewForm.Field("name", "text");
        NewForm.Field sum = new NewForm.Field("sum", "decimal");
        for (String form : List.of("purchase", "contract", "lease", "absence", "answer", "twice", "filed")) {
            put(dana, form, name);
        }
        put(dana, "claim", name, sum);
        put(dana, "buying", name, sum);
        String team = put(dana, "team", name, new NewForm.Field("approver", "person"));
        put(
                dana,
                "invoice",
                name,
                sum,
                new NewForm.Field("team", "link", "{\"form\": \"" + team + "\"}"),
                new NewForm.Field("verdict", "choice", CHOICES),
                new NewForm.Field("cleared", "choice", CHOICES));
        put(
                dana,
                "line",
                name,
                new NewForm.Field("kind", "choice", KINDS),
                new NewForm.Field("received", "decimal"),
                new NewForm.Field("invoiced", "decimal"),
                new NewForm.Field("cancelled", "yes-no"));
        put(dana, "notice", name, new NewForm.Field("reason", "text", "{\"maxLength\": 10}"));
        put(dana, "leave", name, new NewForm.Field("days", "integer"));
        publish(dana);
        ObjectNode rights = (ObjectNode) dana.require("GET", "/apps/" + app + "/rights", null);
        rights.putArray("members").add("role:staff").add("role:manager").add("role:administrator");
        ObjectNode matrix = rights.putObject("matrix");
        for (String role : List.of("role:staff", "role:manager", "role:administrator")) {
            matrix.putObject(role).putArray("*").add("see").add("create").add("change");
        }
        dana.require("PUT", "/apps/" + app + "/rights", rights.toString());
    }

    private static String put(ApiClient dana, String key, NewForm.Field... fields) {
        String id = Ids.next().toString();
        String label = key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
        dana.require(
                "PUT",
                "/apps/" + app + "/drafts/form/" + key,
                NewForm.definition(id, key, label, fields).toString());
        return id;
    }

    private static void publish(ApiClient dana) {
        new NewForm(dana, app, "").publish();
    }

    // --- 1 ---

    @Test
    void halfOfTheCommittee() {
        FlowDesignerPage designer = draw("Purchase");
        designer.begin();
        designer.rename("Committee");
        designer.removePeople("Head of the starter's department");
        designer.people("Sam", "Mia", "Dana", "Ada");
        designer.choose("When there are several", "At least so many");
        designer.choose("Counted in", "per cent of them");
        assertThat(designer.card("Committee").locator(".what"))
                .hasText("Sam Chen, Mia Wang, Dana Lin, Ada Lane, at least 50 % must agree");
        designer.publish();

        String passes = submit("purchase", "{\"name\": \"Press\"}");
        act("sam", passes, "reject", "{\"reason\": \"Too dear\"}");
        act("mia", passes, "reject", "{\"reason\": \"Too dear\"}");
        act("dana", passes, "approve", "{}");
        assertThat(asked(passes)).containsExactly("admin");
        act("admin", passes, "approve", "{}");
        assertThat(outcome(passes)).isEqualTo("accepted");

        String fails = submit("purchase", "{\"name\": \"Press\"}");
        for (String person : List.of("sam", "mia", "dana")) {
            act(person, fails, "reject", "{\"reason\": \"Too dear\"}");
        }
        assertThat(outcome(fails)).isEqualTo("rejected");
        assertThat(asked(fails)).isEmpty();
        assertThat(kinds(fails)).containsOnlyOnce("closed", "ended");
    }

    // --- 2 ---

    @Test
    void backFromACountersign() {
        FlowDesignerPage designer = draw("Contract");
        designer.begin();
        designer.rename("Countersign");
        designer.removePeople("Head of the starter's department");
        designer.people("Sam", "Dana", "Ada");
        designer.insert(designer.connections().first(), "Fill in", "Prepare");
        designer.people("Mia");
        assertThat(designer.card("Prepare").locator(".what")).hasText("Mia Wang");
        assertThat(designer.card("Countersign").locator(".what")).containsText("all must agree");
        designer.publish();

        String again = submit("contract", "{\"name\": \"Frame\"}");
        act("mia", again, "complete", "{}");
        act("sam", again, "approve", "{}");
        back("dana", again, "Prepare", false);
        assertThat(asked(again)).containsExactly("mia");
        assertThat(task("mia", again).path("note").asString()).contains("Look again");
        act("mia", again, "complete", "{}");
        assertThat(asked(again)).containsExactly("sam", "dana", "admin");

        String straight = submit("contract", "{\"name\": \"Frame\"}");
        act("mia", straight, "complete", "{}");
        act("sam", straight, "approve", "{}");
        back("dana", straight, "Prepare", true);
        act("mia", straight, "complete", "{}");
        assertThat(asked(straight)).containsExactly("dana", "admin");
        act("dana", straight, "approve", "{}");
        act("admin", straight, "approve", "{}");
        assertThat(outcome(straight)).isEqualTo("accepted");
    }

    // --- 3 ---

    @Test
    void outOfParallelBranches() {
        FlowDesignerPage designer = draw("Lease");
        designer.begin();
        designer.rename("Director");
        designer.removePeople("Head of the starter's department");
        designer.people("Dana");
        designer.insert(designer.connections().first(), "Parallel", "Both");
        assertThat(designer.heads()).hasCount(2);
        designer.selectBranch("Branch 1");
        designer.add("approve", "Legal");
        designer.people("Mia");
        designer.selectBranch("Branch 2");
        designer.add("approve", "Finance");
        designer.people("Ada");
        designer.add("approve", "Controller");
        designer.people("Mia");
        designer.publish();

        String again = submit("lease", "{\"name\": \"Hall\"}");
        act("mia", again, "approve", "{}");
        back("admin", again, "", false);
        assertThat(asked(again)).containsExactly("sam");
        act("sam", again, "complete", "{}");
        assertThat(asked(again)).containsExactly("mia", "admin");

        String straight = submit("lease", "{\"name\": \"Hall\"}");
        act("mia", straight, "approve", "{}");
        back("admin", straight, "", true);
        act("sam", straight, "complete", "{}");
        assertThat(asked(straight)).containsExactly("admin");
        act("admin", straight, "approve", "{}");
        assertThat(task("mia", straight).path("step").asString()).isEqualTo("Controller");
        act("mia", straight, "approve", "{}");
        assertThat(asked(straight)).containsExactly("dana");
        act("dana", straight, "approve", "{}");
        assertThat(outcome(straight)).isEqualTo("accepted");
    }

    // --- 4 ---

    @Test
    void twoMoreSigners() {
        FlowDesignerPage designer = draw("Absence");
        designer.begin();
        designer.rename("Officer");
        designer.removePeople("Head of the starter's department");
        designer.people("Mia");
        designer.press("The usual ones");
        Page page = designer.page();
        page.getByLabel("Add people", new Page.GetByLabelOptions().setExact(true))
                .fill("Ask others, too");
        page.getByLabel("Reject: Reason needed").check();
        page.getByText("Done").click();
        assertThat(designer.inspector()).containsText("2 buttons changed");
        designer.publish();

        String before = submit("absence", "{\"name\": \"June\"}");
        JsonNode buttons = task("mia", before).path("actions");
        assertThat(buttons.valueStream().map(one -> one.path("label").asString()))
                .contains("Ask others, too");
        act("mia", before, "addSigner", "{\"people\": [\"Dana Lin\", \"Ada Lane\"], \"before\": true}");
        assertThat(task("mia", before).path("state").asString()).isEqualTo("waiting");
        JsonNode added = task("mia", before).path("removable").path(0);
        act("mia", before, "removeSigner", "{\"task\": \"" + added.path("task").asString() + "\"}");
        String other = added.path("person").path("name").asString().startsWith("Dana") ? "admin" : "dana";
        act(other, before, "approve", "{}");
        act("mia", before, "approve", "{}");
        assertThat(outcome(before)).isEqualTo("accepted");

        String after = submit("absence", "{\"name\": \"July\"}");
        act("mia", after, "addSigner", "{\"people\": [\"Dana Lin\"], \"before\": false}");
        act("mia", after, "approve", "{}");
        assertThat(asked(after)).containsExactly("dana");
        act("dana", after, "reject", "{\"reason\": \"Nobody else is there\"}");
        assertThat(outcome(after)).isEqualTo("rejected");
    }

    // --- 5 ---

    @Test
    void straightBackUnlessConditionsLeadElsewhere() {
        FlowDesignerPage designer = draw("Claim");
        designer.begin();
        designer.rename("Level 1");
        designer.removePeople("Head of the starter's department");
        designer.people("Mia");
        designer.add("approve", "Level 2");
        designer.people("Ada");
        designer.add("approve", "Level 3");
        designer.people("Dana");
        designer.add("condition", "Dear");
        designer.selectBranch("Branch 1");
        designer.rename("More");
        designer.condition("sum", "more than", "1000");
        assertThat(designer.head("More").locator(".what")).hasText("sum > 1000");
        designer.add("approve", "Level 4");
        designer.people("Mia");
        designer.add("approve", "Level 5");
        designer.people("Ada");
        assertThat(designer.cards()).hasCount(7);
        designer.publish();

        String same = claim();
        back("admin", same, "", true);
        act("sam", same, "complete", "{}");
        assertThat(task("admin", same).path("step").asString()).isEqualTo("Level 5");
        act("admin", same, "approve", "{}");
        assertThat(outcome(same)).isEqualTo("accepted");

        String less = claim();
        back("admin", less, "", true);
        // Conditions win, and whoever sends it is told before.
        String task = "/tasks/" + task("sam", less).path("id").asString() + ":complete";
        ApiClient.Answer told = client("sam").call("POST", task, "{\"values\": {\"sum\": 900}}");
        assertThat(told.body().path("code").asString()).isEqualTo("flow.error.otherWay");
        String mark = told.body().path("other_way").path("mark").asString();
        client("sam").require("POST", task, "{\"values\": {\"sum\": 900}, \"other_way\": \"" + mark + "\"}");
        assertThat(asked(less)).isEmpty();
        assertThat(outcome(less)).isEqualTo("accepted");
    }

    private String claim() {
        String run = submit("claim", "{\"name\": \"Trip\", \"sum\": 2000}");
        for (String person : List.of("mia", "admin", "dana", "mia")) {
            act(person, run, "approve", "{}");
        }
        return run;
    }

    // --- 6 ---

    @Test
    void whoeverIsFirst() {
        FlowDesignerPage designer = draw("Answer");
        designer.begin();
        designer.rename("Group");
        designer.removePeople("Head of the starter's department");
        designer.people("Mia", "Dana", "Ada");
        designer.choose("When there are several", "The first answer decides");
        assertThat(designer.card("Group").locator(".what")).containsText("the first answer decides");
        designer.publish();

        String run = submit("answer", "{\"name\": \"Question\"}");
        act("mia", run, "reject", "{\"reason\": \"No\"}");
        assertThat(outcome(run)).isEqualTo("rejected");
        assertThat(asked(run)).isEmpty();
        assertThat(PEOPLE.stream().filter(person -> inBox(person, "done", run).isPresent()))
                .containsExactly("mia");
        assertThat(kinds(run).stream().filter("rejected"::equals)).hasSize(1);
    }

    // --- 7 ---

    @Test
    void theSamePersonTwice() {
        FlowDesignerPage designer = draw("Twice");
        designer.begin();
        designer.rename("First");
        designer.removePeople("Head of the starter's department");
        designer.people("Mia");
        designer.add("approve", "Second");
        designer.people("Dana");
        designer.add("approve", "Third");
        designer.people("Mia");
        designer.selectFlow();
        designer.choose("The same person again", "Once is enough");
        designer.publish();

        String once = submit("twice", "{\"name\": \"Plan\"}");
        act("mia", once, "approve", "{}");
        assertThat(asked(once)).containsExactly("dana");
        act("dana", once, "approve", "{}");
        assertThat(outcome(once)).isEqualTo("accepted");
        assertThat(timeline(once).map(entry -> entry.path("text").asString()))
                .anyMatch(text -> text.contains("agreed before"));

        designer.choose("The same person again", "Once is enough if right before");
        designer.publish();
        String between = submit("twice", "{\"name\": \"Plan\"}");
        act("mia", between, "approve", "{}");
        act("dana", between, "approve", "{}");
        assertThat(asked(between)).containsExactly("mia");
    }

    // --- 8 ---

    @Test
    void whoSignsDependsOnTheSum() {
        FlowDesignerPage designer = draw("Buying");
        designer.begin();
        designer.rename("Manager");
        designer.rights("Manager", "Edit", "sum");
        designer.insert(designer.connections().first(), "Condition", "How much");
        designer.selectBranch("Branch 1");
        designer.rename("Small");
        designer.condition("sum", "at most", "10000");
        designer.drag(designer.card("Manager"), designer.within("How much", "Else"));
        assertThat(designer.head("Else").locator("xpath=..").locator(".card")).hasCount(1);
        designer.select("How much");
        designer.add("condition", "Very much");
        designer.selectBranch("Branch 1");
        designer.rename("Large");
        designer.condition("sum", "more than", "20000");
        designer.add("approve", "Project manager");
        designer.people("Dana");
        designer.publish();

        assertThat(outcome(order("10000.00"))).isEqualTo("accepted");
        assertThat(asked(order("10000.01"))).containsExactly("mia");
        assertThat(asked(submit("buying", "{\"name\": \"Drill\"}"))).containsExactly("mia");
        String edge = order("20000.00");
        act("mia", edge, "approve", "{}");
        assertThat(outcome(edge)).isEqualTo("accepted");
        String much = order("21000");
        act("mia", much, "approve", "{}");
        assertThat(asked(much)).containsExactly("dana");
        act("dana", much, "approve", "{}");
        assertThat(outcome(much)).isEqualTo("accepted");
        String lowered = order("21000");
        act("mia", lowered, "approve", "{\"values\": {\"sum\": 9000}}");
        assertThat(outcome(lowered)).isEqualTo("accepted");
    }

    private String order(String sum) {
        return submit("buying", "{\"name\": \"Drill\", \"sum\": " + sum + "}");
    }

    // --- 9 ---

    @Test
    void invoiceWithClarification() {
        FlowDesignerPage designer = draw("Invoice");
        designer.startsWhen("Submitted");
        designer.add("fill", "Decide");
        designer.people("approver");
        designer.choose("Time", "Due within");
        designer.write("How long", "7");
        designer.choose("Unit", "days");
        assertThat(designer.card("Decide").locator(".what")).containsText("7 days");
        designer.add("condition", "Agreed");
        designer.selectBranch("Branch 1");
        designer.rename("Not yet");
        designer.condition("verdict", "No");
        designer.add("fill", "Clarify");
        designer.people("Mia");
        designer.add("condition", "Clear");
        designer.selectBranch("Branch 1");
        designer.rename("Cleared");
        designer.condition("cleared", "Yes");
        designer.add("jump", "Ask again");
        designer.choose("To", "Decide");
        designer.write("How often at most", "5");
        designer.insert(designer.within("Clear", "Else"), "End", "Unclear");
        designer.choose("Ends as", "Something else");
        designer.write("Name of the outcome", "not processed");
        designer.select("Agreed");
        designer.add("fill", "Transfer");
        designer.people("Ada");
        designer.add("create-records", "File it");
        designer.choose("Form", "Filed");
        designer.press("Field");
        designer.choose("How", "is set by a formula");
        designer.formula("name");
        designer.rights("Decide", "Required", "verdict");
        designer.rights("Clarify", "Required", "cleared");
        designer.publish();

        String row = client("dana")
                .require("POST", records("team"), "{\"name\": \"North\", \"approver\": {\"name\": \"Dana Lin\"}}")
                .path("id")
                .asString();
        String invoice = "{\"name\": \"Invoice\", \"sum\": 120, \"team\": \"" + row + "\"}";
        String turns = submit("invoice", invoice);
        assertThat(task("dana", turns).path("due_at").isNull()).isFalse();
        act("dana", turns, "complete", "{\"values\": {\"verdict\": \"no\"}}");
        assertThat(asked(turns)).containsExactly("mia");
        act("mia", turns, "complete", "{\"values\": {\"cleared\": \"yes\"}}");
        assertThat(asked(turns)).containsExactly("dana");
        act("dana", turns, "complete", "{\"values\": {\"verdict\": \"yes\"}}");
        assertThat(asked(turns)).containsExactly("admin");
        act("admin", turns, "complete", "{}");
        assertThat(standing(
                        designer.page(), "invoice", run(turns).path("record").asString()))
                .containsText("Accepted");
        assertThat(client("dana").require("GET", records("filed"), null).path("items"))
                .hasSize(1);

        String unclear = submit("invoice", invoice);
        act("dana", unclear, "complete", "{\"values\": {\"verdict\": \"no\"}}");
        act("mia", unclear, "complete", "{\"values\": {\"cleared\": \"no\"}}");
        assertThat(outcome(unclear)).isEqualTo("not processed");
    }

    // --- 10 ---

    @Test
    void goodsInvoiceAndPayment() {
        FlowDesignerPage designer = draw("Line");
        // Goods and invoices are booked while it waits, so the record is not handed in.
        designer.startsWhen("Record created");
        designer.add("wait", "Goods and invoice");
        designer.choose("Waits for", "A condition");
        designer.press("As formula");
        designer.formula("cancelled or kind = \"consignment\" or (kind = \"free\" and invoiced > 0)"
                + " or (invoiced > 0 and received = invoiced)");
        designer.add("condition", "Still wanted");
        designer.selectBranch("Branch 1");
        designer.rename("Cancelled");
        designer.condition("cancelled", "Yes");
        designer.add("end", "No longer");
        designer.choose("Ends as", "Cancelled");
        designer.select("Still wanted");
        designer.add("fill", "Pay");
        designer.people("Mia");
        designer.publish();

        String there = line("{\"name\": \"A\", \"kind\": \"receipt\", \"received\": 10, \"invoiced\": 10}");
        String parts = line("{\"name\": \"B\", \"kind\": \"receipt\", \"invoiced\": 500}");
        String kind = line("{\"name\": \"C\", \"kind\": \"receipt\", \"invoiced\": 5}");
        String cancelled = line("{\"name\": \"D\", \"kind\": \"receipt\"}");
        Page page = designer.page();
        book(parts, "{\"received\": 100}");
        book(parts, "{\"received\": 500}");
        book(kind, "{\"kind\": \"free\"}");
        book(cancelled, "{\"cancelled\": true}");
        for (String paid : List.of(there, parts, kind)) {
            assertThat(standing(page, "line", paid).locator("[data-status=current]"))
                    .containsText("Pay");
        }
        assertThat(standing(page, "line", cancelled)).containsText("Cancelled");
        assertThat(client("mia")
                        .require("GET", "/tasks?limit=100&box=todo&app=" + app, null)
                        .path("items")
                        .valueStream()
                        .filter(task -> task.path("form").asString().equals("line"))
                        .map(task -> task.path("record").asString()))
                .as("each once")
                .containsExactlyInAnyOrder(there, parts, kind);
    }

    /** Id of the record. */
    private String line(String values) {
        return client("sam").require("POST", records("line"), values).path("id").asString();
    }

    private void book(String line, String values) {
        client("sam").require("PATCH", records("line") + "/" + line, values);
    }

    // --- 11 ---

    @Test
    void wrongValuesAreNotApproved() throws SQLException {
        FlowDesignerPage designer = draw("Notice");
        designer.begin();
        designer.rename("One");
        designer.removePeople("Head of the starter's department");
        designer.people("Mia");
        designer.rights("One", "Edit", "reason");
        designer.add("approve", "Two");
        designer.people("Ada");
        designer.add("approve", "Three");
        designer.people("Dana");
        designer.selectFlow();
        designer.tick("Who says yes may leave it as it was");
        designer.publish();

        ApiClient sam = client("sam");
        assertThat(sam.call("POST", records("notice"), "{\"name\": \"N\", \"reason\": \"much too long for it\"}")
                        .status())
                .isEqualTo(422);
        String run = submit("notice", "{\"name\": \"N\", \"reason\": \"fits\"}");
        ApiClient.Answer refused = client("mia")
                .call(
                        "POST",
                        "/tasks/" + task("mia", run).path("id").asString() + ":approve",
                        "{\"values\": {\"reason\": \"much too long for it\"}}");
        assertThat(refused.body().toString()).contains("reason");
        assertThat(refused.status()).isEqualTo(422);
        act("mia", run, "approve", "{}");
        act("admin", run, "approve", "{}");
        // As a rule that came meanwhile would have it.
        try (Connection connection = trial.database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE app_" + app + ".notice SET reason = 'longer than allowed'");
        }
        String last = task("dana", run).path("id").asString();
        assertThat(client("dana")
                        .call("POST", "/tasks/" + last + ":approve", "{}")
                        .status())
                .isEqualTo(422);
        assertThat(asked(run)).containsExactly("dana");
        act("dana", run, "approve", "{\"as_it_was\": true}");
        assertThat(outcome(run)).isEqualTo("accepted");
    }

    // --- 12 ---

    @Test
    void leaveWithTimeAndAbsence() {
        FlowDesignerPage designer = draw("Leave");
        designer.begin();
        designer.rename("Head");
        designer.choose("Nobody is found", "The step passes");
        designer.choose("The starter is among them", "The head one level up is asked");
        designer.choose("Time", "Due within");
        designer.press("Reminder");
        designer.write("How often", "2");
        designer.press("Escalation");
        designer.write(designer.box("Escalation 1"), "When", "3");
        assertThat(designer.box("Escalation 1")).containsText("Give it to the head");
        designer.add("condition", "How long");
        designer.selectBranch("Branch 1");
        designer.rename("Long");
        designer.condition("days", "more than", "3");
        designer.add("approve", "HR");
        designer.people("Dana", "Ada");
        designer.choose("When there are several", "Whoever claims it first");
        assertThat(designer.card("HR").locator(".what")).hasText("Dana Lin, Ada Lane, whoever claims it first");
        designer.publish();
        JsonNode due = definition("leave")
                .path("nodes")
                .path(0)
                .path("config")
                .path("step")
                .path("due");
        assertThat(due.path("reminders").path(0).path("after").path("amount").asInt())
                .isEqualTo(1);
        assertThat(due.path("reminders").path(0).path("times").asInt()).isEqualTo(2);
        assertThat(due.path("escalations").path(0).path("after").path("amount").asInt())
                .isEqualTo(3);
        assertThat(due.path("escalations").path(0).path("act").asString()).isEqualTo("TO_HEAD");

        String brief = submit("leave", "{\"name\": \"L\", \"days\": 3}");
        assertThat(task("mia", brief).path("due_at").isNull()).isFalse();
        act("mia", brief, "approve", "{}");
        assertThat(outcome(brief)).isEqualTo("accepted");

        String longer = submit("leave", "{\"name\": \"L\", \"days\": 5}");
        act("mia", longer, "approve", "{}");
        String offered = inBox("dana", "queue", longer).orElseThrow().path("id").asString();
        client("dana").require("POST", "/tasks/" + offered + ":claim", "{}");
        assertThat(inBox("admin", "queue", longer)).isEmpty();
        client("dana").require("POST", "/tasks/" + offered + ":release", "{}");
        String again = inBox("admin", "queue", longer).orElseThrow().path("id").asString();
        client("admin").require("POST", "/tasks/" + again + ":claim", "{}");
        act("admin", longer, "approve", "{}");
        assertThat(outcome(longer)).isEqualTo("accepted");

        String own = submit("mia", "leave", "{\"name\": \"L\", \"days\": 1}");
        assertThat(asked(own))
                .as("she is the head and does not answer to herself")
                .isNotEmpty()
                .doesNotContain("mia");
    }

    // --- Drawing and running ---

    private FlowDesignerPage draw(String form) {
        return FlowDesignerPage.ofNewFlow(trial, trial.windowOf("dana"), app, form, form);
    }

    private ApiClient client(String person) {
        return clients.computeIfAbsent(person, name -> new ApiClient(trial, name));
    }

    private static String records(String form) {
        return "/apps/" + app + "/forms/" + form + "/records";
    }

    private String submit(String form, String values) {
        return submit("sam", form, values);
    }

    /** Id of the run. */
    private String submit(String person, String form, String values) {
        String record =
                client(person).require("POST", records(form), values).path("id").asString();
        return client(person)
                .require("POST", records(form) + "/" + record + ":submit", "{}")
                .path("id")
                .asString();
    }

    private JsonNode run(String run) {
        return client("dana").require("GET", "/instances/" + run, null);
    }

    private String outcome(String run) {
        return run(run).path("outcome").asString("");
    }

    private JsonNode definition(String flow) {
        return client("dana").require("GET", "/apps/" + app + "/drafts/flow/" + flow, null);
    }

    private Stream<JsonNode> timeline(String run) {
        return client("dana")
                .require("GET", "/instances/" + run + "/timeline", null)
                .path("items")
                .valueStream();
    }

    private List<String> kinds(String run) {
        return timeline(run).map(entry -> entry.path("kind").asString()).toList();
    }

    private Optional<JsonNode> inBox(String person, String box, String run) {
        return client(person)
                .require("GET", "/tasks?limit=100&box=" + box + "&app=" + app, null)
                .path("items")
                .valueStream()
                .filter(task -> task.path("instance").asString().equals(run))
                .findFirst();
    }

    /** Who has something to do in the run now. */
    private List<String> asked(String run) {
        return PEOPLE.stream()
                .filter(person -> inBox(person, "todo", run)
                        .filter(task -> task.path("state").asString().equals("open"))
                        .isPresent())
                .toList();
    }

    /** What the person has to do in the run, in all detail. */
    private JsonNode task(String person, String run) {
        String task = inBox(person, "todo", run)
                .orElseThrow(() -> new AssertionError(person + " has no task in " + run(run)))
                .path("id")
                .asString();
        return client(person).require("GET", "/tasks/" + task, null);
    }

    private void act(String person, String run, String verb, String body) {
        client(person).require("POST", "/tasks/" + task(person, run).path("id").asString() + ":" + verb, body);
    }

    /** Sends it back to a step, or to the starter. */
    private void back(String person, String run, String step, boolean straight) {
        JsonNode task = task(person, run);
        String to = task.path("targets")
                .valueStream()
                .filter(target -> target.path("label").asString().equals(step))
                .findFirst()
                .map(target -> ", \"to\": \"" + target.path("node").asString() + "\"")
                .orElse("");
        client(person)
                .require(
                        "POST",
                        "/tasks/" + task.path("id").asString() + ":return",
                        "{\"reason\": \"Look again\", \"straight_back\": " + straight + to + "}");
    }

    /** Where the run of a record stands, on the page of the record: what happens by itself takes a moment. */
    private Locator standing(Page page, String form, String record) {
        page.navigate(trial.address() + "/app/" + app + "/form/" + form + "/" + record);
        return page.locator(".mw-standing");
    }
}
