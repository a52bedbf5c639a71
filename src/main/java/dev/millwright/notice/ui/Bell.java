package dev.millwright.notice.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClickNotifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.notice.NoticeBoard;
import dev.millwright.notice.NoticeBoard.Item;
import dev.millwright.notice.NoticeChoices;
import dev.millwright.shared.BusinessTime;
import dev.millwright.ui.BrowserZone;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.RelativeTime;
import dev.millwright.ui.UiTexts;
import java.util.List;

/** Of how much there is something unread, and behind a click what it is. */
final class Bell extends Div {

    private static final int SHOWN = 20;
    private static final int MOST_SHOWN = 200;

    private final transient NoticeBoard board;
    private final transient NoticeChoices choices;
    private final transient CurrentPerson currentPerson;
    private final transient BusinessTime time;
    private final Button button = new Button(Icons.of("vaadin:bell"));
    private final Span badge = new Span();
    private final Popover panel = new Popover();
    private final Div list = new Div();
    private int shown = SHOWN;

    Bell(NoticeBoard board, NoticeChoices choices, CurrentPerson currentPerson, BusinessTime time) {
        this.board = board;
        this.choices = choices;
        this.currentPerson = currentPerson;
        this.time = time;
        addClassName("mw-bell");
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
        badge.addClassName("mw-bell-badge");
        badge.getElement().setAttribute("aria-hidden", "true");
        add(button, badge);
        panel.setTarget(button);
        panel.setModal(true);
        panel.setPosition(PopoverPosition.BOTTOM_END);
        panel.addClassName("mw-bell-panel");
        panel.setAriaLabel(t("notice.title"));
        panel.add(header(), list);
        panel.addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                shown = SHOWN;
                showList();
            } else {
                list.removeAll();
            }
        });
        show(0);
    }

    private Div header() {
        Button all = new Button(t("notice.readAll"), click -> board.readAll());
        all.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        Anchor choose = new Anchor(NoticeNavigation.NOTIFICATIONS, Icons.of("vaadin:cog"));
        choose.addClassName("mw-bell-choose");
        choose.setAriaLabel(t("notice.choose"));
        choose.setTitle(t("notice.choose"));
        choose.getElement().addEventListener("click", click -> panel.close());
        Div header = new Div(new H2(t("notice.title")), all, choose);
        header.addClassName("mw-bell-header");
        return header;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        Person person = currentPerson.get();
        choices.sees(UiTexts.locale());
        show(board.unread());
        Runnable end = board.listen(() -> {
            int unread = currentPerson.as(person, board::unread);
            try {
                ui.access(() -> {
                    show(unread);
                    if (panel.isOpened()) {
                        showList();
                    }
                });
            } catch (UIDetachedException e) {
                // The page is gone; the bell of the next one asks anew.
            }
        });
        addDetachListener(detach -> {
            end.run();
            detach.unregisterListener();
        });
    }

    private void show(int unread) {
        String number =
                unread >= NoticeBoard.MOST_COUNTED ? NoticeBoard.MOST_COUNTED - 1 + "+" : String.valueOf(unread);
        badge.setText(number);
        badge.setVisible(unread > 0);
        button.setAriaLabel(unread == 0 ? t("notice.bell.none") : t("notice.bell", number));
    }

    private void showList() {
        list.removeAll();
        List<Item> items = board.newest(shown + 1, UiTexts.locale());
        if (items.isEmpty()) {
            list.add(new EmptyState("vaadin:bell", t("notice.empty"), t("notice.empty.text")));
            return;
        }
        UnorderedList entries = new UnorderedList();
        entries.addClassName("mw-bell-list");
        items.stream().limit(shown).map(this::entry).forEach(entries::add);
        list.add(entries);
        if (items.size() > shown && shown < MOST_SHOWN) {
            Button more = new Button(t("notice.more"), click -> {
                shown += SHOWN;
                showList();
            });
            more.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            more.addClassName("mw-bell-more");
            list.add(more);
        }
    }

    private ListItem entry(Item item) {
        Span text = new Span(item.text());
        text.addClassName("mw-bell-text");
        Div words = new Div(text);
        words.addClassName("mw-bell-words");
        for (String detail : item.details()) {
            Span line = new Span(detail);
            line.addClassName("mw-bell-detail");
            words.add(line);
        }
        String age = RelativeTime.format(item.at(), time.now(), BrowserZone.or(time.zone()), UiTexts.locale());
        Span when = new Span(item.earlier() == 0 ? age : age + " · " + t("notice.earlier", item.earlier()));
        when.addClassName("mw-bell-age");
        when.setTitle(RelativeTime.exact(item.at(), BrowserZone.or(time.zone()), UiTexts.locale()));
        words.add(when);
        EntryLink link = new EntryLink(item.link());
        link.addClassName("mw-bell-entry");
        link.setClassName("mw-unread", item.unread());
        link.setClassName("mw-urgent", item.urgent());
        Span dot = new Span();
        dot.addClassName("mw-bell-dot");
        if (item.unread()) {
            dot.getElement().setAttribute("role", "img");
            dot.getElement().setAttribute("aria-label", t("notice.unread"));
        }
        link.add(dot, words);
        link.addClickListener(click -> {
            panel.close();
            board.read(item.id());
        });
        ListItem entry = new ListItem(link);
        if (item.unread()) {
            Button read = new Button(Icons.of("vaadin:check"), click -> board.read(item.id()));
            read.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
            read.setAriaLabel(t("notice.read"));
            read.setTooltipText(t("notice.read"));
            entry.add(read);
        }
        return entry;
    }

    /** A link that also says that it was followed. */
    private static final class EntryLink extends Anchor implements ClickNotifier<EntryLink> {
        EntryLink(String href) {
            setHref(href);
        }
    }
}
