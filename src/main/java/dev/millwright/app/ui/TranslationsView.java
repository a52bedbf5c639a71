package dev.millwright.app.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldVariant;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import dev.millwright.app.Access;
import dev.millwright.app.AppRights;
import dev.millwright.app.AppWords;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishScreen;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.Translations;
import dev.millwright.app.Translations.Text;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.Texts;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.Shell;
import dev.millwright.ui.UiTexts;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates what an app says; whoever reads the product in that language reads the app in it too. */
@Route(AppNavigation.LANGUAGES)
@PermitAll
class TranslationsView extends AppPage {

    private final transient Translations translations;
    private final transient Drafts drafts;
    private final transient PublishScreen publishScreen;
    private final transient Map<String, String> words = new HashMap<>();
    private transient List<Text> texts = List.of();
    private Locale language = Locale.ENGLISH;
    private final Grid<Text> grid = new Grid<>();
    private final TextField search = new TextField();
    private final Checkbox missing = new Checkbox();
    private final Span progress = new Span();
    private final Button publish = new Button();

    TranslationsView(AppRights rights, Translations translations, Drafts drafts, PublishScreen publishScreen) {
        super(rights, t("app.words.title"));
        this.translations = translations;
        this.drafts = drafts;
        this.publishScreen = publishScreen;
        getContent().addClassName("mw-translations");
    }

    @Override
    void enter(BeforeEnterEvent event, Access access) {
        if (!access.designs()) {
            throw new NotAllowedException(
                    "app.error.designersOnly", access.app().label());
        }
        texts = translations.texts(app());
        language = drafts.list(app(), AppWords.KIND).stream()
                .map(draft -> Locale.forLanguageTag(draft.key()))
                .findFirst()
                .map(Texts::language)
                .orElseGet(TranslationsView::theOther);
        show();
    }

    /** Apps are mostly designed in the language that their designers read. */
    private static Locale theOther() {
        return Texts.LANGUAGES.stream()
                .filter(other -> !other.equals(UiTexts.locale()))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    private void show() {
        getContent().removeAll();
        PageHeader header = new PageHeader(t("app.words.title"), t("app.words.subtitle"));
        publish.setText(t("app.ui.design.publish"));
        publish.setIcon(Icons.of("vaadin:rocket"));
        publish.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        publish.addClickListener(
                click -> publishScreen.open(app(), ReleaseRequest.all(), release -> Shell.refresh(this)));
        header.setActions(publish);
        getContent().add(header);
        if (texts.isEmpty()) {
            getContent().add(new EmptyState("vaadin:globe", t("app.words.none"), t("app.words.none.text")));
            return;
        }
        getContent().add(toolbar(), grid());
        read();
    }

    private Component toolbar() {
        Select<Locale> languages = new Select<>();
        languages.setAriaLabel(t("app.words.language"));
        languages.setItems(Texts.LANGUAGES);
        languages.setItemLabelGenerator(TranslationsView::nameOf);
        languages.setValue(language);
        languages.addValueChangeListener(change -> {
            language = change.getValue();
            read();
        });
        search.setPlaceholder(t("app.words.search"));
        search.setAriaLabel(t("app.words.search"));
        search.setPrefixComponent(Icons.of("vaadin:search"));
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> filter());
        missing.setLabel(t("app.words.missing"));
        missing.addValueChangeListener(change -> filter());
        progress.addClassName("mw-row-about");
        Div bar = new Div(languages, search, missing, progress);
        bar.addClassName("mw-translations-bar");
        return bar;
    }

    private Grid<Text> grid() {
        grid.addClassName("mw-translations-grid");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(new ComponentRenderer<>(TranslationsView::designed))
                .setHeader(t("app.words.designed"))
                .setFlexGrow(1);
        grid.addColumn(new ComponentRenderer<>(this::translation))
                .setHeader(t("app.words.translation"))
                .setFlexGrow(1);
        return grid;
    }

    private static Component designed(Text text) {
        Span words = new Span(text.text());
        Span places = new Span(String.join(" · ", text.places()));
        places.addClassName("mw-row-about");
        Div cell = new Div(words, places);
        cell.addClassName("mw-translations-text");
        return cell;
    }

    private Component translation(Text text) {
        TextField field = new TextField();
        field.addThemeVariants(TextFieldVariant.LUMO_SMALL);
        field.setAriaLabel(t("app.words.of", text.text()));
        field.setWidthFull();
        field.setMaxLength(4_000);
        field.setValue(words.getOrDefault(text.text(), ""));
        field.addValueChangeListener(change -> {
            translations.translate(app(), language, text.text(), change.getValue());
            words.put(text.text(), change.getValue().strip());
            count();
        });
        return field;
    }

    private void read() {
        words.clear();
        words.putAll(translations.words(app(), language));
        filter();
        count();
    }

    private void filter() {
        String wanted = search.getValue().strip().toLowerCase(Locale.ROOT);
        grid.setItems(texts.stream()
                .filter(text -> !missing.getValue() || !translated(text))
                .filter(text -> contains(text.text(), wanted) || contains(words.get(text.text()), wanted))
                .toList());
    }

    private static boolean contains(@Nullable String text, String wanted) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    private boolean translated(Text text) {
        return !words.getOrDefault(text.text(), "").isEmpty();
    }

    private void count() {
        progress.setText(
                t("app.words.progress", texts.stream().filter(this::translated).count(), texts.size()));
        publish.setEnabled(drafts.list(app(), AppWords.KIND).stream().anyMatch(draft -> draft.changed()));
    }

    private static String nameOf(Locale language) {
        return language.getDisplayLanguage(language);
    }
}
