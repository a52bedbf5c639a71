package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.FlowDesignerPage;
import dev.millwright.testing.RunningTrial;
import dev.millwright.testing.SlowNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A flow as a designer draws it, by the pointer and by keys. */
@EndToEndTest
class FlowDesignerE2eTests {

    private static final String CANVAS = "mw-flow-designer";
    private static final String CARD = CANVAS + " .card[data-item]:not(.trigger)";
    private static final String OPEN = CANVAS + " .connection.open";

    /** The whole tree as one text: what stands where, without what it is called. */
    private static final String TREE = """
        () => { const line = nodes => nodes.map(n => n.id + (n.branches.length
            ? '[' + n.branches.map(b => b.id + '(' + line(b.nodes) + ')').join() + ']' : '')).join();
          return line(document.querySelector('mw-flow-designer').flow.nodes); }\
        """;

    @Test
    void anApprovalIsDrawnByClicksAndPublished(RunningTrial trial) {
        Page page = trial.windowOf("dana");
        FlowDesignerPage designer = newFlow(trial, page);
        page.setViewportSize(1366, 850);
        designer.begin();
        page.locator(OPEN + " button").nth(1).click();
        page.keyboard().type("Condition");
        page.keyboard().press("Enter");
        assertThat(page.locator(CANVAS + " .head")).hasCount(2);
        assertThat(page.locator(CANVAS + " .head").nth(1))
                .isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
        assertThat(page.locator(CANVAS + " .head .problem")).hasCount(1);
        page.locator(CANVAS + " .head").first().click();
        page.locator(".mw-inspector .mw-flow-more vaadin-button").first().click();
        Locator value = page.locator(".mw-inspector .mw-flow-condition vaadin-text-field input");
        value.first().fill("SN-1");
        assertThat(page.locator(CANVAS + " .head .what").first()).containsText("SN-1");
        assertThat(page.locator(CANVAS + " .head .problem")).hasCount(0);
        page.locator(OPEN + " button").nth(2).click();
        page.keyboard().type("Approve");
        page.keyboard().press("Enter");
        assertThat(page.locator(CARD)).hasCount(4);
        // Nobody else is called so, and what is typed need not wait for the list.
        designer.people("Mia");
        assertThat(page.locator(CANVAS + " .card.selected .what")).containsText("Mia Wang");
        designer.publish();
    }

    @Test
    void everyDropLandsWhereTheMarkIs(RunningTrial trial) {
        Page page = trial.windowOf("dana");
        FlowDesignerPage designer = newFlow(trial, page);
        Random random = new Random(20);
        List<String> types = List.of("approve", "condition", "fill", "parallel", "copy");
        for (int drop = 0; drop < 20; drop++) {
            String type = types.get(drop < types.size() ? drop : random.nextInt(types.size()));
            int cards = page.locator(CARD).count();
            if (cards > 0) {
                page.getByLabel("Show all of it").click();
            }
            Locator target =
                    page.locator(OPEN).nth(random.nextInt(page.locator(OPEN).count()));
            designer.hold(designer.type(type), target);
            Locator marked = page.locator(CANVAS + " .connection.target");
            assertThat(marked).hasCount(1);
            String branch = marked.getAttribute("data-branch");
            String index = marked.getAttribute("data-index");
            page.mouse().up();
            assertThat(page.locator(CARD)).hasCount(cards + 1);
            assertThat((Boolean) page.evaluate("""
                ([branch, index, type]) => {
                  const d = document.querySelector('mw-flow-designer');
                  const icon = d.types.find(t => t.key === type).icon;
                  const find = nodes => nodes.flatMap(n => n.branches).reduce((f, b) => f || (b.id === branch ? b.nodes : find(b.nodes)), null);
                  const line = branch ? find(d.flow.nodes) : d.flow.nodes;
                  const node = line[Number(index)];
                  return node.icon === icon && d.flow.selected.ids.join() === node.id;
                }\
                """, List.of(branch, index, type)))
                    .as("drop %d of %s", drop, type)
                    .isTrue();
        }
        String after = (String) page.evaluate(TREE);
        for (int i = 0; i < 20; i++) {
            page.keyboard().press("Control+z");
        }
        assertThat(page.locator(CARD)).hasCount(0);
        for (int i = 0; i < 20; i++) {
            page.keyboard().press("Control+y");
        }
        assertThat(page.locator(CARD)).hasCount(20);
        assertThat((String) page.evaluate(TREE)).isEqualTo(after);
    }

    /** What a drop leads to: the line or node it was dropped on, where, and how many there are of all. */
    private static final String PLACE = """
        ([kind, id]) => {
          const nodes = document.querySelector('mw-flow-designer').flow.nodes;
          const all = line => line.flatMap(n => [n, ...n.branches.flatMap(b => all(b.nodes))]);
          if (kind === 'branch') {
            const owner = all(nodes).find(n => n.branches.some(b => b.id === id));
            return owner.id + ' ' + owner.branches.findIndex(b => b.id === id);
          }
          const lines = [['', nodes], ...all(nodes).flatMap(n => n.branches.map(b => [b.id, b.nodes]))];
          const [branch, line] = lines.find(([, some]) => some.some(n => n.id === id));
          return branch + ' ' + line.findIndex(n => n.id === id);
        }\
        """;

    /** The mark that is seen, as the place where what is held would come to stand. */
    private static final String MARKED = """
        ([kind, id]) => {
          const canvas = document.querySelector('mw-flow-designer');
          const all = line => line.flatMap(n => [n, ...n.branches.flatMap(b => all(b.nodes))]);
          const shown = canvas.renderRoot.querySelector(kind === 'branch' ? '.branch-mark' : '.connection.target');
          if (!shown || !canvas.target) {
            return '';
          }
          const { node, index, place } = canvas.target;
          if (kind === 'branch') {
            const before = all(canvas.flow.nodes).find(n => n.id === node).branches.findIndex(b => b.id === id);
            return node + ' ' + (before >= 0 && before < index ? index - 1 : index);
          }
          const line = place.branch
            ? all(canvas.flow.nodes).flatMap(n => n.branches).find(b => b.id === place.branch).nodes
            : canvas.flow.nodes;
          const before = line.findIndex(n => n.id === id);
          return shown.dataset.branch + ' ' + (before >= 0 && before < place.index ? Number(shown.dataset.index) - 1 : shown.dataset.index);
        }\
        """;

    /** Nodes with all that stands in them, and branches; where there is no mark nothing is moved. */
    @Test
    void everythingThatIsMovedLandsWhereTheMarkIs(RunningTrial trial) {
        Page page = trial.windowOf("dana");
        page.setViewportSize(1600, 1000);
        FlowDesignerPage designer = newFlow(trial, page);
        Random random = new Random(7);
        for (String type : List.of("condition", "approve", "parallel", "fill", "condition", "copy", "approve")) {
            designer.hold(
                    designer.type(type),
                    page.locator(OPEN).nth(random.nextInt(page.locator(OPEN).count())));
            page.mouse().up();
            designer.settle();
            page.getByLabel("Show all of it").click();
        }
        int cards = page.locator(CARD).count();
        assertThat(cards).isEqualTo(7);
        String before = tree(page);
        int landed = 0;
        int branches = 0;
        for (int drop = 0; landed < 20; drop++) {
            assertThat(drop).as("drops without a mark").isLessThan(120);
            boolean branch = drop % 2 == 1;
            Locator held = any(random, page.locator(branch ? CANVAS + " .head" : CARD));
            String id = held.getAttribute("data-item");
            List<String> what = List.of(branch ? "branch" : "node", id);
            String stood = (String) page.evaluate(PLACE, what);
            String drawn = tree(page);
            designer.carry(held, any(random, page.locator(branch ? CANVAS + " .head" : OPEN)));
            String marked = (String) page.evaluate(MARKED, what);
            page.mouse().up();
            designer.settle();
            if (marked.isEmpty()) {
                assertThat(tree(page)).as("drop %d of %s", drop, what).isEqualTo(drawn);
            } else {
                assertThat((String) page.evaluate(PLACE, what))
                        .as("drop %d of %s, which stood at %s", drop, what, stood)
                        .isEqualTo(marked);
                landed++;
                branches += branch ? 1 : 0;
            }
            assertThat(page.locator(CARD)).hasCount(cards);
            page.getByLabel("Show all of it").click();
        }
        assertThat(branches).as("branches among what was moved").isGreaterThan(4);
        String after = tree(page);
        page.locator(CANVAS + " .card.trigger").click();
        for (int i = 0; i < landed; i++) {
            page.keyboard().press("Control+z");
        }
        designer.settle();
        assertThat(tree(page)).isEqualTo(before);
        for (int i = 0; i < landed; i++) {
            page.keyboard().press("Control+y");
        }
        designer.settle();
        assertThat(tree(page)).isEqualTo(after);
    }

    private static Locator any(Random random, Locator some) {
        return some.nth(random.nextInt(some.count()));
    }

    private static String tree(Page page) {
        return (String) page.evaluate(TREE);
    }

    @Test
    void aFlowIsDrawnByKeysAlone(RunningTrial trial) {
        Page page = trial.windowOf("dana");
        newFlow(trial, page);
        page.locator(CANVAS + " .card.trigger").focus();
        page.keyboard().press("+");
        page.keyboard().type("Approve");
        page.keyboard().press("Enter");
        assertThat(page.locator(CARD)).hasCount(1);
        assertThat(page.locator(CARD)).isFocused();
        page.keyboard().press("F2");
        page.keyboard().type("Desk");
        page.keyboard().press("Enter");
        assertThat(page.locator(CARD + " .name")).hasText("Desk");
        page.keyboard().press("Control+c");
        page.keyboard().press("Control+v");
        assertThat(page.locator(CARD)).hasCount(2);
        page.keyboard().press("+");
        page.keyboard().type("Parallel");
        page.keyboard().press("Enter");
        assertThat(page.locator(CANVAS + " .head")).hasCount(2);
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator(CANVAS + " .head").nth(1)).isFocused();
        page.keyboard().press("Control+v");
        assertThat(page.locator(CARD)).hasCount(4);
        assertThat(page.locator(CANVAS + " .branch").nth(1).locator(".card")).hasCount(1);
        page.keyboard().press("Delete");
        assertThat(page.locator(CARD)).hasCount(3);
        page.keyboard().press("Control+z");
        assertThat(page.locator(CARD)).hasCount(4);
        // Other nodes speak of waiting; this one is called so.
        page.keyboard().press("+");
        page.keyboard().type("wait");
        page.keyboard().press("Enter");
        assertThat(page.locator(CANVAS + " .card.selected")).containsText("Wait");
    }

    @Test
    void keysMayRunAheadOfTheServer(RunningTrial trial) {
        Page page = trial.windowOf("dana");
        newFlow(trial, page);
        try (SlowNetwork slow = SlowNetwork.to(trial.port(), Duration.ofMillis(300))) {
            // Cookies do not tell ports apart, so the session goes on behind the network.
            page.navigate(page.url().replace(trial.address(), "http://localhost:" + slow.port()));
            page.locator(CANVAS + " .card.trigger").focus();
            page.keyboard().press("+");
            page.keyboard().type("Parallel");
            page.keyboard().press("Enter");
            // From here on what is selected is known only with an answer.
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowRight");
            page.keyboard().press("+");
            page.keyboard().type("Approve");
            assertThat(page.locator(CANVAS + " .picker input")).hasValue("Approve");
            page.keyboard().press("Enter");
            page.keyboard().press("Control+d");
            page.keyboard().press("Delete");
            page.keyboard().press("Control+z");
            assertThat(page.locator(CANVAS + " .branch").nth(1).locator(".card"))
                    .hasCount(2);
            assertThat(page.locator(CANVAS + " .branch").nth(0).locator(".card"))
                    .hasCount(0);
            // Answers to what was done before do not take the selection back.
            page.keyboard().press("ArrowUp");
            page.keyboard().press("ArrowUp");
            page.keyboard().press("ArrowLeft");
            page.waitForTimeout(1000);
            assertThat(page.locator(CANVAS + " .head").nth(0)).isFocused();
            assertThat(page.locator(CANVAS + " .head").nth(0)).hasClass(Pattern.compile("selected"));
        }
    }

    /** Palette, tree and settings stand above each other there. */
    @Test
    void aFlowIsDrawnOnAPhone(RunningTrial trial) {
        Page page = trial.windowOf("dana");
        newFlow(trial, page);
        page.setViewportSize(390, 844);
        assertThat(page.locator(CANVAS + " .card.trigger")).isInViewport();
        page.locator(CANVAS + " .palette .type").first().click();
        assertThat(page.locator(CARD)).isInViewport();
        assertThat(page.locator(CANVAS + " .scroller").boundingBox().height).isGreaterThan(300);
        assertThat(page.locator(".mw-inspector").boundingBox().width).isEqualTo(390);
    }

    private static FlowDesignerPage newFlow(RunningTrial trial, Page page) {
        NewForm form = NewForm.publish(new ApiClient(trial, "dana"), "Flows", new NewForm.Field("serial", "text"));
        return FlowDesignerPage.ofNewFlow(trial, page, form.app(), "Approval", "");
    }
}
