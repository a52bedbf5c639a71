package dev.millwright.print.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.shared.Registration;
import dev.millwright.jobs.Job;
import dev.millwright.jobs.JobBody;
import dev.millwright.jobs.Jobs;
import dev.millwright.print.Prints.Print;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import dev.millwright.ui.Icons;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows how far the printing of many records is, and gives the file. */
final class PrintDialog extends Dialog {

    private static final int LOOK_EVERY = 400;
    private static final String PRINT = "print";
    private static final String RECORDS = "records";
    private static final String PAGES = "pages";

    private final Jobs jobs;
    private final Function<UUID, Anchor> file;
    private final UUID job;
    private final ProgressBar bar = new ProgressBar(0, 1);
    private final Div body = new Div();
    private final Button stop = new Button(t("ui.action.cancel"));
    private @Nullable Registration looking;

    PrintDialog(String template, boolean cards, Jobs jobs, JobBody work, Function<UUID, Anchor> file) {
        this.jobs = jobs;
        this.file = file;
        setHeaderTitle(t("print.dialog.title", template));
        setWidth("26rem");
        setMaxWidth("calc(100vw - 2rem)");
        setCloseOnOutsideClick(false);
        Span words = new Span(t(cards ? "print.dialog.cards" : "print.dialog.list"));
        body.add(words, bar);
        body.addClassName("mw-print-dialog");
        body.getElement().setAttribute("role", "status");
        add(body);
        stop.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        stop.addClickListener(click -> close());
        getFooter().add(stop);
        job = jobs.start(PRINT, work);
        addOpenedChangeListener(change -> {
            if (!change.isOpened() && looking != null) {
                jobs.cancel(job);
            }
        });
    }

    /** What the job keeps of a print. */
    static Map<String, Object> facts(Print print) {
        return Map.of(
                PRINT,
                print.id().toString(),
                "file",
                "/api/v1/prints/" + print.id(),
                RECORDS,
                print.records(),
                PAGES,
                print.pages());
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        UI ui = event.getUI();
        int before = ui.getPollInterval();
        ui.setPollInterval(LOOK_EVERY);
        Registration polling = ui.addPollListener(poll -> look());
        looking = () -> {
            polling.remove();
            ui.setPollInterval(before);
        };
    }

    @Override
    protected void onDetach(DetachEvent event) {
        stopLooking();
        super.onDetach(event);
    }

    private void stopLooking() {
        Registration present = looking;
        looking = null;
        if (present != null) {
            present.remove();
        }
    }

    /** Shows how far it is. */
    void look() {
        Job now = jobs.get(job);
        switch (now.state()) {
            case QUEUED, RUNNING -> bar.setValue(now.progress());
            case DONE -> done(now);
            case FAILED, CANCELLED -> failed(now);
        }
    }

    private void done(Job now) {
        stopLooking();
        Anchor open =
                file.apply(Ids.parse(String.valueOf(now.result().get(PRINT))).orElseThrow());
        open.addClassName("mw-print-open");
        open.addComponentAsFirst(Icons.of("vaadin:file-text-o"));
        show(new Span(t("print.dialog.done", number(now, RECORDS), number(now, PAGES))), open);
    }

    private static Object number(Job job, String fact) {
        return job.result().getOrDefault(fact, 0);
    }

    private void failed(Job now) {
        stopLooking();
        Div problems = new Div();
        problems.addClassName("mw-print-failed");
        for (Problem problem : now.problems()) {
            problems.add(new Span(t(problem)));
        }
        show(problems);
    }

    private void show(Component... parts) {
        body.removeAll();
        body.add(parts);
        stop.setText(t("ui.action.close"));
    }
}
