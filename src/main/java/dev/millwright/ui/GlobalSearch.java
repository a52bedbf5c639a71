package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import dev.millwright.ui.spi.SearchHit;
import dev.millwright.ui.spi.SearchProvider;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The box of the top bar that finds what features let be found and goes there. */
final class GlobalSearch extends ComboBox<SearchHit> {

    private static final int HITS_OF_EACH = 8;

    private final transient List<SearchProvider> providers;

    GlobalSearch(List<SearchProvider> providers) {
        this.providers = providers;
        addClassName("mw-search");
        setPlaceholder(t("ui.search"));
        setAriaLabel(t("ui.search"));
        setPrefixComponent(Icons.of("vaadin:search"));
        setOverlayWidth("26rem");
        setItemLabelGenerator(SearchHit::label);
        setRenderer(new ComponentRenderer<>(GlobalSearch::row));
        setItems(new CallbackDataProvider<>(this::fetch, query ->
                (int) fetchAll(query.getFilter().orElse("")).count()));
        addValueChangeListener(change -> {
            SearchHit hit = change.getValue();
            if (hit != null) {
                clear();
                UI.getCurrent().navigate(hit.href());
            }
        });
        setAllowCustomValue(true);
        addCustomValueSetListener(typed -> {
            clear();
            fetchAll(typed.getDetail())
                    .findFirst()
                    .ifPresent(hit -> UI.getCurrent().navigate(hit.href()));
        });
    }

    private static Div row(SearchHit hit) {
        Span label = new Span(hit.label());
        Span context = new Span(hit.context());
        context.addClassName("mw-search-context");
        Div words = new Div(label, context);
        words.addClassName("mw-search-words");
        Div row = new Div(Icons.of(hit.icon()), words);
        row.addClassName("mw-search-hit");
        return row;
    }

    private Stream<SearchHit> fetch(Query<SearchHit, String> query) {
        return fetchAll(query.getFilter().orElse("")).skip(query.getOffset()).limit(query.getLimit());
    }

    private Stream<SearchHit> fetchAll(String text) {
        Locale locale = UiTexts.locale();
        return providers.stream().flatMap(provider -> provider.find(text.strip(), locale, HITS_OF_EACH).stream());
    }
}
