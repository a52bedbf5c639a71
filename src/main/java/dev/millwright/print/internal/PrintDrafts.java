package dev.millwright.print.internal;

import dev.millwright.app.App;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.DraftRef;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishedApps;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.print.Picture;
import dev.millwright.print.PrintBand;
import dev.millwright.print.PrintElement;
import dev.millwright.print.PrintTemplate;
import dev.millwright.print.spi.PrintPort.Kept;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Keys;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problems;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.sf.jasperreports.renderers.Renderable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Templates being designed, with the forms and pictures around them. */
@Component
public class PrintDrafts {

    private final Drafts drafts;
    private final Apps apps;
    private final AppRights rights;
    private final PublishedApps publishedApps;
    private final PublishedForms publishedForms;
    private final PrintValidation validation;
    private final PrintPictures usedPictures;
    private final Templates templates;
    private final Reports reports;
    private final FirstLayout firstLayout;
    private final DefinitionCodec codec;

    PrintDrafts(
            Drafts drafts,
            Apps apps,
            AppRights rights,
            PublishedApps publishedApps,
            PublishedForms publishedForms,
            PrintValidation validation,
            PrintPictures usedPictures,
            Templates templates,
            Reports reports,
            FirstLayout firstLayout,
            DefinitionCodec codec) {
        this.drafts = drafts;
        this.apps = apps;
        this.rights = rights;
        this.publishedApps = publishedApps;
        this.publishedForms = publishedForms;
        this.validation = validation;
        this.usedPictures = usedPictures;
        this.templates = templates;
        this.reports = reports;
        this.firstLayout = firstLayout;
        this.codec = codec;
    }

    /**
     * A template as it was opened.
     *
     * @param published what people use now; null before the first release
     */
    public record Opened(
            App app,
            Draft draft,
            PrintTemplate template,
            @Nullable PrintTemplate published,
            List<FormDefinition> forms) implements Forms {

        @Override
        public Optional<FormDefinition> form(UUID id) {
            return forms.stream().filter(form -> form.id().equals(id)).findFirst();
        }

        @Override
        public List<FormDefinition> ofApp() {
            return forms;
        }
    }

    /**
     * @param keyOrId as in the address
     */
    public Opened open(String app, String keyOrId) {
        if (!rights.access(app).designs()) {
            throw new NotAllowedException(
                    "app.error.designersOnly", apps.byKey(app).label());
        }
        Draft draft = drafts.find(app, PrintTemplate.KIND, keyOrId).orElseThrow(() -> new NotFoundException(keyOrId));
        PrintTemplate published = publishedApps
                .designedById(PrintTemplate.KIND, draft.id())
                .map(found -> (PrintTemplate) found.definition())
                .orElse(null);
        List<FormDefinition> forms = drafts.list(app, FormDefinition.KIND).stream()
                .map(one -> codec.read(one.json(), FormDefinition.class))
                .toList();
        return new Opened(apps.byKey(app), draft, codec.read(draft.json(), PrintTemplate.class), published, forms);
    }

    /** Begins a template for a form with the layout that is good to begin with. */
    public PrintTemplate begin(Opened opened, PrintTemplate template, FormDefinition form, Locale locale) {
        return firstLayout.of(template, names(opened, form, locale));
    }

    /** What can be printed of the template's form; empty while it has none. */
    public Optional<FormNames> names(Opened opened, PrintTemplate template, Locale locale) {
        return opened.form(template.form()).map(form -> names(opened, form, locale));
    }

    private FormNames names(Opened opened, FormDefinition form, Locale locale) {
        Forms around = new Forms() {
            @Override
            public Optional<FormDefinition> form(UUID id) {
                return opened.form(id).or(() -> publishedForms.byId(id).map(PublishedForm::definition));
            }

            @Override
            public List<FormDefinition> ofApp() {
                return opened.ofApp();
            }
        };
        return templates.names(form, around, locale);
    }

    /**
     * @throws dev.millwright.app.DraftChangedException when somebody else saved meanwhile
     */
    public Draft save(String app, PrintTemplate template, long version) {
        return drafts.save(app, PrintTemplate.KIND, codec.write(template), version);
    }

    public Problems problems(Opened opened, PrintTemplate template, Locale locale) {
        return validation.validate(
                opened.published(),
                template,
                names(opened, template, locale),
                pictures(opened.app().key()).stream().map(Picture::id).collect(Collectors.toSet()));
    }

    public List<Picture> pictures(String app) {
        return drafts.list(app, Picture.KIND).stream()
                .map(draft -> codec.read(draft.json(), Picture.class))
                .toList();
    }

    /** Keeps a picture for the app, once however often it is brought. */
    public Kept keepPicture(String app, String name, byte[] content) {
        Problems problems = PictureFiles.check(content);
        if (problems.hasErrors()) {
            return new Kept.Refused(problems);
        }
        String encoded = Base64.getEncoder().encodeToString(content);
        List<Picture> there = pictures(app);
        Optional<Picture> same =
                there.stream().filter(one -> one.content().equals(encoded)).findFirst();
        if (same.isPresent()) {
            return new Kept.As(same.get().id());
        }
        Set<String> taken = there.stream().map(Picture::key).collect(Collectors.toCollection(HashSet::new));
        String label = name.isBlank()
                ? Picture.KIND
                : name.strip().substring(0, Math.min(100, name.strip().length()));
        Picture picture = new Picture(
                Ids.next(),
                Keys.propose(label.replaceFirst("\\.[A-Za-z]{3,4}$", ""), Picture.KIND, taken::contains),
                label,
                PictureFiles.mediaType(content).orElseThrow(),
                encoded);
        drafts.save(app, Picture.KIND, codec.write(picture), 0);
        return new Kept.As(picture.id());
    }

    /** The template with the unpublished form and pictures that it needs. */
    public Set<DraftRef> toPublish(Opened opened, PrintTemplate template) {
        Set<DraftRef> refs = new LinkedHashSet<>();
        refs.add(new DraftRef(PrintTemplate.KIND, template.id()));
        if (publishedApps.designedById(FormDefinition.KIND, template.form()).isEmpty()) {
            refs.add(new DraftRef(FormDefinition.KIND, template.form()));
        }
        usedPictures
                .of(template)
                .filter(picture ->
                        publishedApps.designedById(Picture.KIND, picture).isEmpty())
                .forEach(picture -> refs.add(new DraftRef(Picture.KIND, picture)));
        return refs;
    }

    /** The layout as it stands, for Jaspersoft Studio. */
    public byte[] jrxml(Opened opened, PrintTemplate template, Locale locale) {
        String outside = template.jrxml();
        if (outside != null) {
            return outside.getBytes(StandardCharsets.UTF_8);
        }
        FormNames names = names(opened, template, locale).orElseThrow(() -> new NotFoundException(template.label()));
        return JrxmlReports.write(reports.make(
                        template,
                        names,
                        pictures(opened.app().key()).stream().map(Picture::id).collect(Collectors.toSet()))
                .design());
    }

    /** What is wrong with a layout from outside. */
    public Problems checkJrxml(Opened opened, PrintTemplate template, Locale locale) {
        return new Problems(problems(opened, template, locale).stream()
                .filter(problem -> problem.path().equals("jrxml"))
                .toList());
    }

    Map<UUID, Renderable> images(String app) {
        return Templates.pictures(pictures(app));
    }

    /** How a field is shown when it is put on the page. */
    public Optional<FirstLayout.Shown> showing(String path) {
        return firstLayout.showing(path);
    }

    /** All that a definition of the app may be made of, for the palette. */
    public List<FormDefinition> forms(Opened opened) {
        return new ArrayList<>(opened.forms());
    }

    /** Whether both have the same elements in the same places on the same page. */
    public boolean looksAlike(PrintTemplate some, PrintTemplate other) {
        return same(bare(some), bare(other));
    }

    private static PrintTemplate bare(PrintTemplate template) {
        UUID none = new UUID(0, 0);
        return template.withBands(template.bands().stream()
                .map(band -> new PrintBand(
                        band.band(),
                        band.height(),
                        band.elements().stream()
                                .map(one -> new PrintElement(none, one.type(), one.box(), one.showIf(), one.config()))
                                .toList()))
                .toList());
    }

    /** Whether what is stored is the same. */
    public boolean same(Object some, Object other) {
        return codec.write(some).equals(codec.write(other));
    }
}
