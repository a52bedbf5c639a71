package dev.millwright.print.internal;

import dev.millwright.app.PublishedApp.PublishedDefinition;
import dev.millwright.field.FormatContext;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.jobs.JobProgress;
import dev.millwright.print.Arrangement;
import dev.millwright.print.Band;
import dev.millwright.print.Box;
import dev.millwright.print.Picture;
import dev.millwright.print.PrintBand;
import dev.millwright.print.PrintElement;
import dev.millwright.print.PrintPage;
import dev.millwright.print.PrintTemplate;
import dev.millwright.print.Prints;
import dev.millwright.print.Prints.Print;
import dev.millwright.print.Prints.Reading;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.AuditableEvent;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Texts;
import dev.millwright.testing.TestTexts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Printing over a gate of its own: real tables, real templates, real PDF. */
public final class Press implements AutoCloseable {

    public static final Reading ENGLISH =
            new Reading(new FormatContext(Locale.ENGLISH, ZoneId.of("Asia/Shanghai")), "https://mill.example");
    public static final Reading CHINESE = new Reading(
            new FormatContext(Locale.SIMPLIFIED_CHINESE, ZoneId.of("Asia/Shanghai")), "https://mill.example");
    static final JobProgress UNSEEN = part -> {};

    public final Gate gate = new Gate();
    public final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    /** What the audit log is told. */
    public final List<AuditableEvent> deeds = new CopyOnWriteArrayList<>();

    public Press() {
        context.addApplicationListener(told -> {
            if (told instanceof PayloadApplicationEvent<?> event && event.getPayload() instanceof AuditableEvent deed) {
                deeds.add(deed);
            }
        });
        context.setParent(gate.context);
        context.registerBean(Texts.class, TestTexts::all);
        context.registerBean(CurrentLanguage.class, () -> Optional::empty);
        context.registerBean(TransactionTemplate.class, gate::transaction);
        context.scan("dev.millwright.print.internal", "dev.millwright.print.type");
        context.register(dev.millwright.print.PrintElementTypes.class);
        // Designing needs drafts, which a gate does not have.
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.refresh();
    }

    public Prints prints() {
        return context.getBean(Prints.class);
    }

    public static PrintElement element(String type, double x, double y, double width, double height, String config) {
        return element(type, x, y, width, height, config, "");
    }

    public static PrintElement element(
            String type, double x, double y, double width, double height, String config, String showIf) {
        return new PrintElement(Ids.next(), type, new Box(x, y, width, height), showIf, (ObjectNode)
                JsonMapper.shared().readTree(config));
    }

    public static PrintBand band(Band band, double height, PrintElement... elements) {
        return new PrintBand(band, height, List.of(elements));
    }

    public static PrintTemplate template(String key, FormDefinition form, PrintPage page, PrintBand... bands) {
        return template(key, form, page, Arrangement.CARDS, "", bands);
    }

    public static PrintTemplate template(
            String key,
            FormDefinition form,
            PrintPage page,
            Arrangement arrangement,
            String groupBy,
            PrintBand... bands) {
        return new PrintTemplate(
                Ids.next(), key, "The " + key, form.id(), page, arrangement, groupBy, List.of(bands), null);
    }

    public void publish(String app, PrintTemplate... templates) {
        gate.add(
                app,
                PrintTemplate.KIND,
                Stream.of(templates)
                        .map(one ->
                                new PublishedDefinition(one.id(), PrintTemplate.KIND, one.key(), one.label(), 2, one))
                        .toArray(PublishedDefinition[]::new));
    }

    public void publish(String app, Picture... pictures) {
        gate.add(
                app,
                Picture.KIND,
                Stream.of(pictures)
                        .map(one -> new PublishedDefinition(one.id(), Picture.KIND, one.key(), one.label(), 2, one))
                        .toArray(PublishedDefinition[]::new));
    }

    public byte[] file(Print print) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            prints().write(print.id(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public UUID create(String app, String form, @Nullable Object... pairs) {
        return gate.records()
                .create(Gate.ref(app, form), Gate.values(pairs), dev.millwright.record.Via.SCREEN)
                .id();
    }

    @Override
    public void close() {
        context.close();
        gate.close();
    }
}
