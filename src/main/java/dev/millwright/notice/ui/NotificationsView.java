package dev.millwright.notice.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Role;
import dev.millwright.notice.NoticeChoices;
import dev.millwright.notice.NoticeChoices.Health;
import dev.millwright.notice.spi.Channel;
import dev.millwright.notice.spi.NoticeKind;
import dev.millwright.notice.spi.Pace;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Label;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.UiTexts;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each wants to hear, and by which channel. */
@Route(NoticeNavigation.NOTIFICATIONS)
@PermitAll
class NotificationsView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationsView.class);

    private final transient NoticeChoices choices;
    private final transient CurrentPerson currentPerson;

    NotificationsView(NoticeChoices choices, CurrentPerson currentPerson) {
        this.choices = choices;
        this.currentPerson = currentPerson;
        addClassNames("mw-page", "mw-narrow", "mw-notifications");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        PageHeader header = new PageHeader(t("notice.title"), t("notice.text"));
        header.setLeading(Icons.of("vaadin:bell"));
        add(header);
        List<NoticeKind> kinds = choices.kinds();
        if (kinds.isEmpty()) {
            add(new EmptyState("vaadin:bell", t("notice.kinds.none"), t("notice.kinds.none.text")));
        }
        Map<Label, List<NoticeKind>> groups = new LinkedHashMap<>();
        kinds.forEach(kind ->
                groups.computeIfAbsent(kind.group(), any -> new ArrayList<>()).add(kind));
        groups.forEach((group, members) -> add(group(group, members)));
        add(channels());
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        return List.of(Breadcrumb.here(t("notice.title")));
    }

    private Component group(Label label, List<NoticeKind> kinds) {
        Div rows = new Div();
        rows.addClassName("mw-notice-kinds");
        for (NoticeKind kind : kinds) {
            Span name = new Span(t(kind.label()));
            name.addClassName("mw-notice-kind");
            Div ways = new Div(bell(kind));
            ways.addClassName("mw-notice-ways");
            choices.channels().stream()
                    .filter(Channel::isReady)
                    .map(channel -> way(kind, channel))
                    .forEach(ways::add);
            Div row = new Div(name, ways);
            row.addClassName("mw-notice-row");
            rows.add(row);
        }
        Div group = new Div(new H2(t(label)), rows);
        group.addClassName("mw-notice-group");
        return group;
    }

    private Checkbox bell(NoticeKind kind) {
        Checkbox box = new Checkbox(t("notice.channel.bell"));
        box.setValue(choices.pace(kind, NoticeKind.BELL) != Pace.OFF);
        box.setAriaLabel(t("notice.channel.for", t("notice.channel.bell"), t(kind.label())));
        box.addValueChangeListener(
                change -> choices.choose(kind, NoticeKind.BELL, change.getValue() ? Pace.AT_ONCE : Pace.OFF));
        return box;
    }

    private Select<Pace> way(NoticeKind kind, Channel channel) {
        Select<Pace> select = new Select<>();
        List<Pace> paces = new ArrayList<>(channel.paces());
        paces.add(Pace.OFF);
        select.setItems(paces);
        select.setItemLabelGenerator(pace -> t("notice.pace." + pace.key(), t(channel.label())));
        select.setValue(choices.pace(kind, channel.key()));
        select.setAriaLabel(t("notice.channel.for", t(channel.label()), t(kind.label())));
        select.addValueChangeListener(change -> choices.choose(kind, channel.key(), change.getValue()));
        return select;
    }

    /** Which ways lead outside, and for administrators whether they work. */
    private Component channels() {
        boolean administers = currentPerson.get().has(Role.ADMINISTRATOR);
        Div part = new Div();
        part.addClassName("mw-notice-channels");
        for (Channel channel : choices.channels()) {
            if (!channel.isReady()) {
                part.add(new Paragraph(
                        administers ? t(channel.setUp()) : t("notice.channel.notReady", t(channel.label()))));
            } else if (administers) {
                part.add(health(channel));
            } else {
                String address = currentPerson.get().email();
                if (channel.key().equals(NoticeKind.MAIL) && (address == null || address.isBlank())) {
                    part.add(new Paragraph(t("notice.mail.noAddress")));
                }
            }
        }
        return part;
    }

    private Component health(Channel channel) {
        Health health = choices.health(channel);
        Paragraph words =
                new Paragraph(t("notice.channel.health", t(channel.label()), health.waiting(), health.failed()));
        Div part = new Div(words);
        if (!health.lastError().isEmpty()) {
            part.add(new Paragraph(t("notice.channel.lastError", health.lastError())));
        }
        Button tryOut = new Button(t("notice.try", t(channel.label())));
        tryOut.addClickListener(click -> tryOut(channel, tryOut));
        tryOut.addThemeVariants(ButtonVariant.LUMO_SMALL);
        part.add(tryOut);
        return part;
    }

    /** On a thread of its own: a mail server may take its time, and the person goes on meanwhile. */
    private void tryOut(Channel channel, Button button) {
        button.setEnabled(false);
        button.setText(t("notice.trying"));
        UI ui = UI.getCurrent();
        Locale language = UiTexts.locale();
        Thread.ofVirtual().name("notice-try").start(currentPerson.carried(() -> {
            DomainException refusal = null;
            try {
                choices.tryOut(channel, language);
            } catch (DomainException e) {
                refusal = e;
            }
            DomainException refused = refusal;
            try {
                ui.access(() -> tried(channel, button, refused));
            } catch (UIDetachedException e) {
                LOG.debug("Nobody waits for it any more", e);
            }
        }));
    }

    private static void tried(Channel channel, Button button, @Nullable DomainException refusal) {
        button.setText(t("notice.try", t(channel.label())));
        button.setEnabled(true);
        if (refusal == null) {
            Notices.success(t("notice.try.sent"));
        } else {
            Notices.error(refusal);
        }
    }
}
