package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.millwright.flow.OtherWay;
import java.util.List;
import java.util.stream.Collectors;

/** Says before an answer is sent that the run will not come straight back, why, and whom it goes to. */
final class OtherWayDialog extends Dialog {

    OtherWayDialog(OtherWay way, Runnable agreed) {
        setHeaderTitle(t("work.otherWay.title"));
        setWidth("32rem");
        setMaxWidth("calc(100vw - 2rem)");
        add(words(way));
        Button stay = new Button(t("work.otherWay.stay"), click -> close());
        stay.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button send = new Button(t("work.otherWay.action"), click -> {
            close();
            agreed.run();
        });
        send.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        send.setDisableOnClick(true);
        getFooter().add(stay, send);
    }

    /** Where it does not go, what decides, and where it goes. */
    static Div words(OtherWay way) {
        UnorderedList forks = new UnorderedList();
        way.forks().forEach(fork -> forks.add(new ListItem(fork(fork))));
        Div words = new Div(
                new Paragraph(
                        way.back().isEmpty()
                                ? t("work.otherWay.besides")
                                : t("work.otherWay.text", quoted(way.back()))),
                forks,
                new Paragraph(next(way.next())));
        words.addClassName("mw-other-way-words");
        return words;
    }

    private static Component[] fork(OtherWay.Fork fork) {
        Span name = new Span(line(fork));
        Div reasons = new Div();
        fork.reasons()
                .forEach(reason -> reasons.add(new Div(
                        t(reason.holds() ? "work.otherWay.holds" : "work.otherWay.holdsNoMore", reason.condition()))));
        return new Component[] {name, reasons};
    }

    private static String line(OtherWay.Fork fork) {
        if (fork.before().isEmpty() && fork.now().isEmpty()) {
            return t("work.otherWay.unseen", fork.name());
        }
        return fork.now().isEmpty()
                ? t("work.otherWay.unknown", fork.name(), quoted(fork.before()))
                : t("work.otherWay.fork", fork.name(), quoted(fork.before()), quoted(fork.now()));
    }

    private static String next(List<OtherWay.Next> next) {
        return next.isEmpty()
                ? t("work.otherWay.nobody")
                : t(
                        "work.otherWay.next",
                        next.stream().map(OtherWayDialog::next).collect(Collectors.joining(t("flow.words.list"))));
    }

    private static String next(OtherWay.Next next) {
        return next.people().isEmpty()
                ? t("work.otherWay.step", next.step())
                : t("work.otherWay.stepOf", next.step(), TaskWords.names(next.people()));
    }

    private static String quoted(List<String> names) {
        return names.stream()
                .map(name -> t("work.otherWay.step", name))
                .collect(Collectors.joining(t("flow.words.list")));
    }
}
