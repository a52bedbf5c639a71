package dev.millwright.app.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import dev.millwright.app.Access;
import dev.millwright.app.AppRights;
import dev.millwright.app.Draft;
import dev.millwright.app.DraftRef;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishScreen;
import dev.millwright.app.PublishedApp.PublishedDefinition;
import dev.millwright.app.Publishing;
import dev.millwright.app.Release;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.UnreadableDefinitionException;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Keys;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.Phrase;
import dev.millwright.ui.BrowserZone;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.RelativeTime;
import dev.millwright.ui.Shell;
import dev.millwright.ui.UiTexts;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** What an app is made of: drafts of every kind, what became of them, and what went live when. */
@Route(AppNavigation.DESIGN)
@PermitAll
class DesignView extends AppPage {

    private static final int RELEASES_SHOWN = 20;
    private static final int LONGEST_NAME = 100;

    private final transient Drafts drafts;
    private final transient Publishing publishing;
    private final transient PublishScreen publishScreen;
    private final transient ObjectProvider<DefinitionKind<?>> kinds;
    private final transient DefinitionCodec codec;
    private final transient BusinessTime time;

    DesignView(
            AppRights rights,
            Drafts drafts,
            Publishing publishing,
            PublishScreen publishScreen,
            ObjectProvider<DefinitionKind<?>> kinds,
            DefinitionCodec codec,
            BusinessTime time) {
        super(rights, t("app.ui.design"));
        this.drafts = drafts;
        this.publishing = publishing;
        this.publishScreen = publishScreen;
        this.kinds = kinds;
        this.codec = codec;
        this.time = time;
    }

    @Override
    void enter(BeforeEnterEvent event, Access access) {
        if (!access.designs()) {
            throw new NotAllowedException(
                    "app.error.designersOnly", access.app().label());
        }
        show();
    }

    private void show() {
        List<Draft> all = drafts.list(app());
        List<PublishedDefinition> removed = drafts.removed(app());
        boolean changed = !removed.isEmpty() || all.stream().anyMatch(Draft::changed);
        getContent().removeAll();
        PageHeader header = new PageHeader(t("app.ui.design"), t("app.ui.design.subtitle"));
        header.setActions(publish(changed));
        getContent().add(header);
        List<DefinitionKind<?>> listed =
                kinds.orderedStream().filter(kind -> !kind.hasPageOfItsOwn()).toList();
        for (DefinitionKind<?> kind : listed) {
            Div section = section(kind, all, removed);
            getContent().add(section);
            if (section.getChildren().anyMatch(EmptyState.class::isInstance)) {
                // The rest is made of what comes first.
                break;
            }
        }
        history();
    }

    private Button publish(boolean changed) {
        Button button = new Button(
                t(changed ? "app.ui.design.publish" : "app.ui.design.nothing"),
                Icons.of(changed ? "vaadin:rocket" : "vaadin:check"),
                click -> publishScreen.open(app(), ReleaseRequest.all(), this::published));
        if (changed) {
            button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        }
        button.setEnabled(changed);
        return button;
    }

    private void published(Release release) {
        show();
        Shell.refresh(this);
    }

    private Div section(DefinitionKind<?> kind, List<Draft> all, List<PublishedDefinition> removed) {
        List<Draft> mine =
                all.stream().filter(draft -> draft.kind().equals(kind.key())).toList();
        List<PublishedDefinition> gone =
                removed.stream().filter(d -> d.kind().equals(kind.key())).toList();
        Button add = new Button(newOne(kind), Icons.of("vaadin:plus"), click -> askForName(kind));
        Div section = new Div();
        section.addClassName("mw-section");
        boolean first = kinds.orderedStream()
                .filter(some -> !some.hasPageOfItsOwn())
                .findFirst()
                .filter(kind::equals)
                .isPresent();
        if (mine.isEmpty() && gone.isEmpty() && first) {
            add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            EmptyState empty = new EmptyState(
                    "vaadin:form", t("app.ui.app.emptyDesigner"), t("app.ui.app.emptyDesigner.text"), add);
            empty.addClassName("mw-panel");
            section.add(empty);
            return section;
        }
        Div head = new Div(new H2(t(kind.label())), add);
        head.addClassName("mw-section-head");
        UnorderedList list = new UnorderedList();
        list.addClassName("mw-rows");
        mine.forEach(draft -> list.add(new ListItem(row(draft))));
        gone.forEach(definition -> list.add(new ListItem(goneRow(definition))));
        if (mine.isEmpty() && gone.isEmpty()) {
            Span none = new Span(t("app.ui.design.none"));
            none.addClassName("mw-hint");
            section.add(head, none);
            return section;
        }
        section.add(head, list);
        return section;
    }

    private static String newOne(DefinitionKind<?> kind) {
        Locale locale = UiTexts.locale();
        return t("app.ui.design.new", kind.label().in(locale).toLowerCase(locale));
    }

    private Div row(Draft draft) {
        Anchor name = new Anchor(AppNavigation.design(app(), draft.kind(), draft.key()), draft.label());
        name.addClassName("mw-row-title");
        Span about = new Span(t(
                "app.ui.design.saved", ago(draft.updatedAt()), draft.updatedBy().name()));
        about.addClassName("mw-row-about");
        Div words = new Div(name, about);
        words.addClassName("mw-row-words");
        Div row = new Div(words);
        kindOf(draft).flatMap(kind -> remark(kind, draft)).ifPresent(remark -> row.add(badge(words(remark), "grey")));
        row.add(state(draft), menu(draft));
        row.addClassName("mw-row");
        return row;
    }

    private Optional<DefinitionKind<?>> kindOf(Draft draft) {
        return kinds.orderedStream()
                .filter(kind -> kind.key().equals(draft.kind()))
                .findFirst();
    }

    private static String words(Phrase phrase) {
        return t(phrase.code(), phrase.arguments().toArray());
    }

    private <D> Optional<Phrase> remark(DefinitionKind<D> kind, Draft draft) {
        return read(kind, draft).flatMap(kind::remark);
    }

    /** Nothing of a draft that this version cannot read; whoever opens it is told. */
    private <D> Optional<D> read(DefinitionKind<D> kind, Draft draft) {
        try {
            return Optional.of(codec.read(draft.json(), kind.type()));
        } catch (UnreadableDefinitionException e) {
            return Optional.empty();
        }
    }

    private static Span state(Draft draft) {
        if (draft.basedOnRelease() == 0) {
            return badge(t("app.ui.design.state.new"), "blue");
        }
        return draft.changed()
                ? badge(t("app.ui.design.state.changed"), "orange")
                : badge(t("app.ui.design.state.live"), "green");
    }

    private static Span badge(String text, String colour) {
        Span badge = new Span(text);
        badge.addClassName("mw-badge");
        badge.getElement().setAttribute("data-colour", colour);
        return badge;
    }

    private MenuBar menu(Draft draft) {
        MenuBar bar = ComponentTexts.localised(new MenuBar());
        bar.addThemeVariants(MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_ICON);
        MenuItem root = bar.addItem(Icons.of("vaadin:ellipsis-dots-v"));
        root.setAriaLabel(t("app.ui.design.more", draft.label()));
        if (draft.changed() && draft.basedOnRelease() > 0) {
            root.getSubMenu().addItem(t("app.ui.design.revert"), click -> {
                drafts.revert(app(), draft.ref());
                Notices.success(t("app.ui.design.reverted", draft.label()));
                show();
            });
        }
        String name = t("app.ui.design.copy.name", draft.label());
        kindOf(draft)
                .flatMap(kind -> copy(kind, draft, name))
                .ifPresent(copied -> root.getSubMenu().addItem(t("app.ui.design.copy"), click -> copied.run()));
        root.getSubMenu()
                .addItem(
                        t("app.ui.design.delete"),
                        click -> ConfirmDialog.danger(
                                        t("app.ui.design.delete.title", draft.label()),
                                        whatDeletingDoes(draft),
                                        t("app.ui.design.delete"),
                                        () -> {
                                            drafts.delete(app(), draft.ref(), draft.version());
                                            Notices.success(t("app.ui.design.deleted", draft.label()));
                                            show();
                                        })
                                .open());
        return bar;
    }

    private String whatDeletingDoes(Draft draft) {
        if (draft.basedOnRelease() == 0) {
            return t("app.ui.design.delete.draft");
        }
        return kindOf(draft)
                .flatMap(kind -> whatGoesOn(kind, draft))
                .map(goesOn -> t("app.ui.design.delete.live") + " " + words(goesOn))
                .orElseGet(() -> t("app.ui.design.delete.live"));
    }

    private <D> Optional<Phrase> whatGoesOn(DefinitionKind<D> kind, Draft draft) {
        return read(kind, draft).flatMap(kind::whatGoesOn);
    }

    /** Makes a draft of the copy and opens it; nothing for a kind that is not copied. */
    private <D> Optional<Runnable> copy(DefinitionKind<D> kind, Draft draft, String name) {
        return kind.copier().map(copier -> () -> {
            String label = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
            D before = codec.read(draft.json(), kind.type());
            begin(kind, copier.copy(before, Ids.next(), freeKey(kind, label), label));
        });
    }

    private Div goneRow(PublishedDefinition definition) {
        Span name = new Span(definition.label());
        name.addClassNames("mw-row-title", "mw-row-gone");
        Div words = new Div(name);
        words.addClassName("mw-row-words");
        Button restore = new Button(t("app.ui.design.restore"), click -> {
            drafts.revert(app(), new DraftRef(definition.kind(), definition.id()));
            show();
        });
        restore.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        Div row = new Div(words, badge(t("app.ui.design.state.removed"), "red"), restore);
        row.addClassName("mw-row");
        return row;
    }

    private <D> void askForName(DefinitionKind<D> kind) {
        Dialog dialog = new Dialog();
        dialog.setHeaderTitle(newOne(kind));
        dialog.setWidth("26rem");
        dialog.setMaxWidth("calc(100vw - 2rem)");
        TextField name = new TextField(t("app.ui.design.name"));
        name.setWidthFull();
        name.setMaxLength(LONGEST_NAME);
        name.setManualValidation(true);
        dialog.add(name);
        Select<Draft> about = about(kind);
        if (about.isVisible()) {
            dialog.add(about);
        }
        Button cancel = new Button(t("ui.action.cancel"), click -> dialog.close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button create = new Button(t("app.ui.design.create"), click -> {
            if (name.getValue().isBlank()) {
                name.setErrorMessage(t("app.ui.design.name"));
                name.setInvalid(true);
                name.focus();
            } else {
                dialog.close();
                create(kind, name.getValue().strip(), about.getValue());
            }
        });
        create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        create.addClickShortcut(Key.ENTER);
        dialog.getFooter().add(cancel, create);
        dialog.open();
        name.focus();
    }

    /** What it is about; the only one there is, until the designer says otherwise. */
    private Select<Draft> about(DefinitionKind<?> kind) {
        Locale locale = UiTexts.locale();
        List<Draft> choices =
                kind.about().map(wanted -> drafts.list(app(), wanted)).orElse(List.of());
        String what = kinds.orderedStream()
                .filter(one -> kind.about().filter(one.key()::equals).isPresent())
                .findFirst()
                .map(one -> one.label().in(locale).toLowerCase(locale))
                .orElse("");
        Select<Draft> select = new Select<>();
        select.setLabel(t("app.ui.design.about", what));
        select.setItems(choices);
        select.setItemLabelGenerator(draft -> draft == null ? t("app.ui.design.about.none") : draft.label());
        select.setEmptySelectionAllowed(true);
        select.setEmptySelectionCaption(t("app.ui.design.about.none"));
        select.setWidthFull();
        select.setVisible(!choices.isEmpty());
        if (choices.size() == 1) {
            select.setValue(choices.getFirst());
        }
        return select;
    }

    private <D> void create(DefinitionKind<D> kind, String label, @Nullable Draft about) {
        String key = freeKey(kind, label);
        UUID id = Ids.next();
        begin(kind, about == null ? kind.empty(id, key, label) : kind.begun(id, key, label, about.id()));
    }

    private String freeKey(DefinitionKind<?> kind, String label) {
        Set<String> taken = new HashSet<>(
                drafts.list(app(), kind.key()).stream().map(Draft::key).collect(Collectors.toSet()));
        drafts.removed(app()).stream()
                .filter(definition -> definition.kind().equals(kind.key()))
                .map(PublishedDefinition::key)
                .forEach(taken::add);
        return Keys.propose(label, kind.key(), taken::contains);
    }

    private <D> void begin(DefinitionKind<D> kind, D begun) {
        Draft draft = drafts.save(app(), kind.key(), codec.write(begun), 0);
        UI.getCurrent().navigate(AppNavigation.design(app(), kind.key(), draft.key()));
    }

    private void history() {
        List<Release> releases = publishing.releases(app());
        if (releases.isEmpty()) {
            return;
        }
        Div section = new Div(new H2(t("app.ui.design.releases")));
        section.addClassName("mw-section");
        UnorderedList list = new UnorderedList();
        list.addClassName("mw-rows");
        long latest = releases.getFirst().number();
        releases.stream().limit(RELEASES_SHOWN).forEach(release -> list.add(new ListItem(row(release, latest))));
        section.add(list);
        getContent().add(section);
    }

    private Div row(Release release, long latest) {
        Span name = new Span(t("app.ui.design.release", release.number()));
        name.addClassName("mw-row-title");
        Span about = new Span(t(
                "app.ui.design.release.by",
                release.by().name(),
                RelativeTime.exact(release.at(), BrowserZone.or(time.zone()), UiTexts.locale())));
        about.addClassName("mw-row-about");
        Div words = new Div(name, about);
        words.addClassName("mw-row-words");
        List<Span> notes = new ArrayList<>();
        release.notes()
                .forEach(note -> notes.add(new Span(
                        note.label() + " · " + t(note.code(), note.arguments().toArray()))));
        notes.forEach(note -> note.addClassName("mw-row-note"));
        notes.forEach(words::add);
        Div row = new Div(words);
        row.addClassName("mw-row");
        if (release.number() != latest) {
            Button back = new Button(
                    t("app.ui.design.release.back"),
                    click -> publishScreen.open(app(), ReleaseRequest.backTo(release.number()), this::published));
            back.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            row.add(back);
        }
        return row;
    }

    private String ago(Instant moment) {
        return RelativeTime.format(moment, time.now(), BrowserZone.or(time.zone()), UiTexts.locale());
    }
}
