package dev.millwright.template;

import dev.millwright.app.App;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** The templates that ship with the product. */
public interface Templates {

    /** All of them, as they present themselves in that language, by label. */
    List<Template> all(Locale language);

    /**
     * Makes an app of a template and publishes it, in the name of the person who acts, who then owns it. A new app that cannot be
     * published is taken away again.
     *
     * @param app key of the app; null for the template's own, or a free one like it
     * @param label what the app is called; null for the template's label
     * @param language the one it is designed in; the other one is there as a translation
     * @throws dev.millwright.shared.NotFoundException when there is no such template
     * @throws dev.millwright.shared.NotAllowedException when the person may not create apps
     */
    App install(String template, @Nullable String app, @Nullable String label, Locale language);

    /**
     * Makes the template's sample records in an app that was made of it, in one transaction and with a past of their own.
     *
     * @param progress is told how far it is, from 0 to 1
     */
    void fill(String template, String app, Locale language, Cast cast, DoubleConsumer progress);
}
