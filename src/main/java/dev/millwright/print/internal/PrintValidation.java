package dev.millwright.print.internal;

import dev.millwright.expression.ExpressionException;
import dev.millwright.expression.Expressions;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.PublishedField;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Role;
import dev.millwright.print.Arrangement;
import dev.millwright.print.Box;
import dev.millwright.print.PrintBand;
import dev.millwright.print.PrintElement;
import dev.millwright.print.PrintElementTypes;
import dev.millwright.print.PrintPage;
import dev.millwright.print.PrintTemplate;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.shared.Keys;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says what is wrong with a template; problems of an element are at its id, those of the page at {@code page}. */
@Component
class PrintValidation {

    private static final int LONGEST_LABEL = 100;
    private static final double LEAST = 5;
    private static final double MOST = 1_200;

    private final PrintElementTypes types;
    private final DefinitionCodec codec;
    private final Reports reports;
    private final JrxmlReports jrxml;
    private final Expressions expressions;
    private final CurrentPerson person;

    PrintValidation(
            PrintElementTypes types,
            DefinitionCodec codec,
            Reports reports,
            JrxmlReports jrxml,
            Expressions expressions,
            CurrentPerson person) {
        this.types = types;
        this.codec = codec;
        this.reports = reports;
        this.jrxml = jrxml;
        this.expressions = expressions;
        this.person = person;
    }

    static Problem twice(PrintTemplate template) {
        return Problem.error("print.error.twice", "key", template.key());
    }

    /**
     * @param names of the form; empty when there is no such form
     * @param pictures those that are there
     */
    Problems validate(
            @Nullable PrintTemplate published, PrintTemplate draft, Optional<FormNames> names, Set<UUID> pictures) {
        Problems problems = named(published, draft).and(page(draft.page()));
        if (names.isEmpty()) {
            return problems.and(Problem.error("print.error.form", "form"));
        }
        problems = problems.and(bands(draft)).and(elements(draft, names.get()));
        if (problems.hasErrors()) {
            return problems;
        }
        problems = problems.and(reports.make(draft, names.get(), pictures).problems());
        return problems.and(outside(published, draft, names.get(), pictures));
    }

    private static Problems named(@Nullable PrintTemplate published, PrintTemplate draft) {
        Problems problems = Problems.NONE;
        if (!Keys.isValid(draft.key())) {
            problems = problems.and(Problem.error("print.error.key", "key", draft.key()));
        }
        if (published != null && !published.key().equals(draft.key())) {
            problems = problems.and(Problem.error("print.error.keyFrozen", "key", published.key()));
        }
        if (draft.label().isBlank() || draft.label().length() > LONGEST_LABEL) {
            problems = problems.and(Problem.error("print.error.label", "label", LONGEST_LABEL));
        }
        return problems;
    }

    private static Problems page(PrintPage page) {
        boolean outside = page.width() < LEAST || page.height() < LEAST || page.width() > MOST || page.height() > MOST;
        if (outside) {
            return Problems.of(Problem.error("print.error.pageSize", "page", (int) LEAST, (int) MOST));
        }
        boolean negative = page.top() < 0 || page.right() < 0 || page.bottom() < 0 || page.left() < 0;
        return negative || page.inner() < LEAST || page.innerDown() < LEAST
                ? Problems.of(Problem.error("print.error.margins", "page"))
                : Problems.NONE;
    }

    private static Problems bands(PrintTemplate draft) {
        double used = draft.bands().stream().mapToDouble(PrintBand::height).sum();
        Problems problems = used > draft.page().innerDown() + 0.05
                ? Problems.of(Problem.error(
                        "print.error.bands", "page", used, draft.page().innerDown()))
                : Problems.NONE;
        long tables = draft.elements()
                .filter(element -> element.config().path("source").isString()
                        && element.config().path("source").stringValue().isEmpty())
                .count();
        if (tables > 1 && draft.arrangement() == Arrangement.LIST) {
            problems = problems.and(Problem.error("print.error.tables", ""));
        }
        return problems;
    }

    private Problems elements(PrintTemplate draft, FormNames names) {
        Problems problems = Problems.NONE;
        if (draft.elements().count() > PrintTemplate.MAX_ELEMENTS) {
            problems = problems.and(Problem.error("print.error.tooMany", "", PrintTemplate.MAX_ELEMENTS));
        }
        Set<UUID> seen = new HashSet<>();
        for (PrintBand band : draft.bands()) {
            for (PrintElement element : band.elements()) {
                String id = element.id().toString();
                if (!seen.add(element.id())) {
                    problems = problems.and(Problem.error("print.error.element", id));
                }
                problems = problems.and(element(element, band, draft.page(), names));
            }
        }
        if (draft.arrangement() == Arrangement.LIST && !draft.groupBy().isEmpty()) {
            boolean groups = names.fields().stream()
                    .filter(field -> field.key().equals(draft.groupBy()))
                    .map(PublishedField::kind)
                    .anyMatch(kind -> kind.isOrdered() && kind != ValueKind.FILE && kind != ValueKind.STRUCTURE);
            if (!groups) {
                problems = problems.and(Problem.error("print.error.unknownField", "groupBy", draft.groupBy()));
            }
        }
        return problems;
    }

    private Problems element(PrintElement element, PrintBand band, PrintPage page, FormNames names) {
        String id = element.id().toString();
        Box box = element.box();
        Problems problems = Problems.NONE;
        if (box.x() < 0
                || box.y() < 0
                || box.width() <= 0
                || box.height() <= 0
                || box.right() > page.inner() + 0.4
                || box.bottom() > page.innerDown() + 0.4) {
            problems = problems.and(Problem.error("print.error.outside", id));
        } else if (box.bottom() > band.height() + 0.4) {
            problems = problems.and(Problem.error("print.error.belowBand", id));
        }
        Optional<PrintElementType<?>> type = types.find(element.type());
        if (type.isEmpty()) {
            return problems.and(Problem.warning("print.error.unknownType", id, element.type()));
        }
        if (!type.get().bands().contains(band.band())) {
            problems = problems.and(Problem.error("print.error.band", id));
        }
        return problems.and(config(type.get(), element)).and(condition(element, names));
    }

    private <C> Problems config(PrintElementType<C> type, PrintElement element) {
        String id = element.id().toString();
        return codec.tried(type, element.config(), type::validate)
                .map(problems -> problems.under(id))
                .orElseGet(() -> Problems.of(Problem.error("print.error.element", id)));
    }

    private Problems condition(PrintElement element, FormNames names) {
        if (element.showIf().isBlank()) {
            return Problems.NONE;
        }
        try {
            expressions.condition(element.showIf(), names.scope());
            return Problems.NONE;
        } catch (ExpressionException e) {
            return Problems.of(Problem.error(
                    e.code(), element.id() + ".showIf", e.arguments().toArray()));
        }
    }

    /** A layout from outside is brought by an administrator only, whichever way it comes. */
    private Problems outside(
            @Nullable PrintTemplate published, PrintTemplate draft, FormNames names, Set<UUID> pictures) {
        String xml = draft.jrxml();
        if (xml == null) {
            return Problems.NONE;
        }
        boolean changed = published == null || !Objects.equals(published.jrxml(), xml);
        boolean administrator =
                person.find().filter(one -> one.has(Role.ADMINISTRATOR)).isPresent();
        if (changed && !administrator) {
            return Problems.of(Problem.error("print.error.jrxml.administrator", "jrxml"));
        }
        return jrxml.check(xml, draft, names, pictures);
    }
}
