package dev.millwright.template.internal;

import dev.millwright.app.App;
import dev.millwright.app.Apps;
import dev.millwright.app.Packages;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.shared.NotFoundException;
import dev.millwright.template.Cast;
import dev.millwright.template.Template;
import dev.millwright.template.Templates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Every folder {@code templates/<key>} of the class path. */
@Service
class ClasspathTemplates implements Templates {

    private static final String FOLDER = "templates/";
    private static final String SAMPLE = "sample.jsonl";

    private final Apps apps;
    private final Packages packages;
    private final Publishing publishing;
    private final SampleRecords records;
    private final TransactionTemplate transaction;
    private final Map<String, TemplateFiles> templates;

    ClasspathTemplates(
            Apps apps,
            Packages packages,
            Publishing publishing,
            SampleRecords records,
            PlatformTransactionManager transactions) {
        this.apps = apps;
        this.packages = packages;
        this.publishing = publishing;
        this.records = records;
        this.transaction = new TransactionTemplate(transactions);
        this.templates = read();
    }

    static Map<String, TemplateFiles> read() {
        SortedMap<String, SortedMap<String, String>> folders = new TreeMap<>();
        try {
            for (Resource resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:" + FOLDER + "*/**/*.json*")) {
                String url = resource.getURL().toString();
                String path = url.substring(url.lastIndexOf("/" + FOLDER) + FOLDER.length() + 1);
                int slash = path.indexOf('/');
                folders.computeIfAbsent(path.substring(0, slash), _ -> new TreeMap<>())
                        .put(path.substring(slash + 1), resource.getContentAsString(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, TemplateFiles> templates = new TreeMap<>();
        folders.forEach((key, files) -> {
            String sample = files.remove(SAMPLE);
            templates.put(
                    key,
                    new TemplateFiles(
                            key,
                            files,
                            sample == null ? List.of() : sample.lines().toList()));
        });
        return templates;
    }

    /** One of the pictures that records of the sample have. */
    static InputStream picture(String template, String name) throws IOException {
        return new ClassPathResource(FOLDER + template + "/pictures/" + name).getInputStream();
    }

    @Override
    public List<Template> all(Locale language) {
        return templates.values().stream()
                .map(files -> files.in(language))
                .sorted(Comparator.comparing(Template::label, Collator.getInstance(language)))
                .toList();
    }

    @Override
    public App install(String template, @Nullable String app, @Nullable String label, Locale language) {
        byte[] zip = files(template).zip(language, label);
        String key = app == null ? apps.proposeKey(template) : app;
        boolean isNew = apps.visible().stream().noneMatch(one -> one.key().equals(key));
        App made = packages.apply(key, new ByteArrayInputStream(zip), true);
        try {
            PublishPlan plan = publishing.plan(key, ReleaseRequest.all());
            if (!plan.isEmpty()) {
                publishing.publish(key, ReleaseRequest.all(), plan.fingerprint());
            }
            return made;
        } catch (RuntimeException e) {
            if (isNew) {
                undo(key, e);
            }
            throw e;
        }
    }

    /** Nobody asked for an app without its forms. */
    private void undo(String key, RuntimeException why) {
        try {
            apps.delete(key, Apps.Tables.DROP);
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    @Override
    public void fill(String template, String app, Locale language, Cast cast, DoubleConsumer progress) {
        transaction.executeWithoutResult(status -> records.make(files(template), app, language, cast, progress));
    }

    private TemplateFiles files(String template) {
        TemplateFiles files = templates.get(template);
        if (files == null) {
            throw new NotFoundException(template);
        }
        return files;
    }
}
