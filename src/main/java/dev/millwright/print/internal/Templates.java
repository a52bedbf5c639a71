package dev.millwright.print.internal;

import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApp.PublishedDefinition;
import dev.millwright.app.PublishedApps;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.print.Picture;
import dev.millwright.print.PrintTemplate;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Texts;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.sf.jasperreports.engine.JasperReport;
import net.sf.jasperreports.renderers.Renderable;
import net.sf.jasperreports.renderers.SimpleDataRenderer;
import org.springframework.stereotype.Component;

/** Published templates as reports that are ready to be filled, made once for each release and language. */
@Component
class Templates {

    private static final int REMEMBERED = 100;

    private final PublishedApps apps;
    private final PublishedForms forms;
    private final FieldResolver resolver;
    private final Reports reports;
    private final JrxmlReports jrxml;
    private final Texts texts;
    private final Map<Key, Ready> known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Ready> eldest) {
            return size() > REMEMBERED;
        }
    });

    Templates(
            PublishedApps apps,
            PublishedForms forms,
            FieldResolver resolver,
            Reports reports,
            JrxmlReports jrxml,
            Texts texts) {
        this.apps = apps;
        this.forms = forms;
        this.resolver = resolver;
        this.reports = reports;
        this.jrxml = jrxml;
        this.texts = texts;
    }

    /**
     * A template that can be filled.
     *
     * @param version the release that last changed it; 0 for a draft
     */
    record Ready(
            PrintTemplate template, long version, JasperReport report, Needs needs, Map<UUID, Renderable> pictures) {}

    /** The published templates of a form, in the order of the app. */
    List<PublishedDefinition> of(PublishedForm form) {
        return apps.find(form.app().key()).stream()
                .flatMap(app -> app.all(PrintTemplate.KIND).stream())
                .filter(found -> found.definition() instanceof PrintTemplate template
                        && template.form().equals(form.id()))
                .toList();
    }

    /** The published template of that key, ready to be filled in the reader's language. */
    Ready ready(PublishedForm form, String key, Locale locale) {
        PublishedApp app = apps.find(form.app().key()).orElseThrow(() -> new NotFoundException(key));
        PublishedDefinition found = of(form).stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(key));
        // Any release may change what its fields and pictures are called or are.
        Key wanted = new Key(found.id(), app.release(), Texts.language(locale));
        Ready before = known.get(wanted);
        if (before != null) {
            return before;
        }
        PrintTemplate template = (PrintTemplate) found.definition();
        Ready made = make(
                template,
                found.since(),
                names(form.definition(), published(app), locale),
                pictures(app.all(Picture.KIND, Picture.class)));
        known.put(wanted, made);
        return made;
    }

    /** A template, published or not, as a report. */
    Ready make(PrintTemplate template, long version, FormNames names, Map<UUID, Renderable> pictures) {
        String xml = template.jrxml();
        Reports.Made made = xml == null
                ? reports.make(template, names, pictures.keySet())
                : jrxml.make(xml, template, names, pictures.keySet());
        return new Ready(template, version, Reports.compile(made.design()), made.needs(), pictures);
    }

    FormNames names(FormDefinition form, Forms around, Locale locale) {
        return new FormNames(form, around, resolver, texts, locale);
    }

    /** The forms as they are published; those of other apps, too. */
    Forms published(PublishedApp app) {
        return new Forms() {
            @Override
            public Optional<FormDefinition> form(UUID id) {
                return forms.byId(id).map(PublishedForm::definition);
            }

            @Override
            public List<FormDefinition> ofApp() {
                return app.all(FormDefinition.KIND, FormDefinition.class);
            }
        };
    }

    static Map<UUID, Renderable> pictures(List<Picture> all) {
        Map<UUID, Renderable> pictures = new HashMap<>();
        for (Picture picture : all) {
            try {
                pictures.put(
                        picture.id(),
                        SimpleDataRenderer.getInstance(Base64.getDecoder().decode(picture.content())));
            } catch (IllegalArgumentException e) {
                // The validation tells; here the place stays empty.
            }
        }
        return pictures;
    }

    private record Key(UUID template, long release, Locale language) {}
}
