package dev.millwright.bench;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import dev.millwright.testing.FormDesignerPage;
import dev.millwright.testing.RunningTrial;
import dev.millwright.testing.SlowNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How long after a drop its result stands on a canvas of 40 fields: the field in its place, and the real component beside its
 * settings once the server has answered. With and without a slow network between the browser and the application. Wants the
 * packaged application.
 */
public final class DesignerBenchmark {

    private static final int DROPS = Integer.getInteger("drops", 20);
    private static final Duration ONE_WAY = Duration.ofMillis(Integer.getInteger("oneWayMillis", 75));

    /** Notes the frame in which the arrangement first differs and the one in which all of the answer is there. */
    private static final String WATCH = """
            () => {
              const canvas = document.querySelector('mw-form-designer');
              const cards = () => [...canvas.shadowRoot.querySelectorAll('.row')]
                .map(row => [...row.querySelectorAll('.field')].map(card => card.dataset.field).join(' ')).join('|');
              const before = cards();
              window.measured = undefined;
              window.addEventListener('pointerup', event => {
                const start = event.timeStamp;
                let shown;
                const look = () => {
                  const placed = cards() !== before;
                  const selected = canvas.form.selected;
                  const slot = selected.id && canvas.querySelector(`[slot="f-${selected.id}"]`);
                  const there = placed && canvas.waiting.length === 0 && slot && slot.offsetHeight > 0
                    && canvas.settings.dataset.of === 'field:' + selected.id;
                  const channel = new MessageChannel();
                  channel.port1.onmessage = () => {
                    const painted = performance.now();
                    if (placed) shown ??= painted - start;
                    if (there) window.measured = { shown, complete: painted - start };
                    else if (painted - start > 5000) window.measured = { section: selected.kind === 'section' };
                    else requestAnimationFrame(look);
                  };
                  channel.port2.postMessage(0);
                };
                requestAnimationFrame(look);
              }, { once: true, capture: true });
            }""";

    private static final String STATE = """
            () => {
              const canvas = document.querySelector('mw-form-designer');
              const selected = canvas.form.selected;
              const slot = selected.id && canvas.querySelector(`[slot="f-${selected.id}"]`);
              return JSON.stringify({
                measured: window.measured, waiting: canvas.waiting.length, selected, slot: slot?.offsetHeight,
                settings: canvas.settings.dataset.of });
            }""";

    private DesignerBenchmark() {}

    public static void main(String[] args) {
        try (RunningTrial trial = RunningTrial.startToMeasure();
                SlowNetwork slow = SlowNetwork.to(trial.port(), ONE_WAY)) {
            Page page = trial.windowOf("dana");
            FormDesignerPage designer = FormDesignerPage.ofNewForm(trial, page, "Benchmark");
            designer.addFields(40);
            String path = page.url().substring(trial.address().length());
            if (!Boolean.getBoolean("onlySlow")) {
                measure(designer, "no delay");
                designer.undoAll(DROPS * 2);
            }
            // Cookies do not tell ports apart, so the session goes on behind the network.
            page.navigate("http://localhost:" + slow.port() + path);
            designer.waitUntilOpen();
            measure(designer, ONE_WAY.toMillis() + " ms each way");
        }
        System.exit(0);
    }

    private static void measure(FormDesignerPage designer, String network) {
        Random random = new Random(40);
        List<Times> adds = new ArrayList<>();
        List<Times> moves = new ArrayList<>();
        while (adds.size() < DROPS) {
            Locator types = designer.types();
            Times times = drop(designer, types.nth(random.nextInt(types.count())), random);
            if (times != null) {
                adds.add(times);
            }
        }
        report(network + ", new fields", adds);
        while (moves.size() < DROPS) {
            List<Locator> seen = designer.seenFields();
            Times times = drop(designer, seen.get(random.nextInt(seen.size())), random);
            if (times != null) {
                moves.add(times);
            }
        }
        report(network + ", moved fields", moves);
    }

    private static @Nullable Times drop(FormDesignerPage designer, Locator source, Random random) {
        Page page = designer.page();
        List<Locator> seen = designer.seenFields();
        BoundingBox to = seen.get(random.nextInt(seen.size())).boundingBox();
        BoundingBox from = source.boundingBox();
        double x = to.x + to.width * random.nextDouble();
        double y = to.y + to.height * random.nextDouble();
        page.mouse().move(from.x + from.width / 2, from.y + from.height / 2);
        page.mouse().down();
        page.mouse().move(x - 15, y - 15, new Mouse.MoveOptions().setSteps(4));
        page.mouse().move(x, y, new Mouse.MoveOptions().setSteps(3));
        if (page.locator("mw-form-designer .line").count() == 0) {
            page.mouse().up();
            designer.settle();
            return null;
        }
        String before = designer.arrangement();
        page.evaluate(WATCH);
        page.mouse().up();
        page.waitForFunction("window.measured");
        Map<?, ?> measured = (Map<?, ?>) page.evaluate("window.measured");
        designer.settle();
        if (!(measured.get("shown") instanceof Number shown)
                || !(measured.get("complete") instanceof Number complete)) {
            if (designer.arrangement().equals(before) || Boolean.TRUE.equals(measured.get("section"))) {
                // The line may show right beside the field that is dragged; and what is dragged may be the section
                // around it.
                return null;
            }
            throw new IllegalStateException("A drop had no result within 5 s: " + page.evaluate(STATE));
        }
        return new Times(shown.doubleValue(), complete.doubleValue());
    }

    private static void report(String what, List<Times> times) {
        System.out.printf(
                "%-32s %d drops: in its place %s; complete %s%n",
                what,
                times.size(),
                summary(times.stream().mapToDouble(Times::shown).sorted().toArray()),
                summary(times.stream().mapToDouble(Times::complete).sorted().toArray()));
    }

    private static String summary(double[] sorted) {
        return "median %.0f ms, maximum %.0f ms".formatted(sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    private record Times(double shown, double complete) {}
}
