package dev.millwright.app.ui;

import dev.millwright.app.PublishScreen;
import dev.millwright.app.Publishing;
import dev.millwright.app.Release;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.shared.Texts;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Opens the {@link PublishDialog}. */
@Component
class PublishDialogs implements PublishScreen {

    private final Publishing publishing;
    private final CurrentPerson currentPerson;
    private final ObjectProvider<DefinitionKind<?>> kinds;
    private final Texts texts;

    PublishDialogs(
            Publishing publishing, CurrentPerson currentPerson, ObjectProvider<DefinitionKind<?>> kinds, Texts texts) {
        this.publishing = publishing;
        this.currentPerson = currentPerson;
        this.kinds = kinds;
        this.texts = texts;
    }

    @Override
    public void open(String app, ReleaseRequest request, Consumer<Release> published) {
        new PublishDialog(
                        publishing,
                        currentPerson,
                        new PublishPartView.Questions(kinds.stream().toList(), texts),
                        app,
                        request,
                        published)
                .open();
    }
}
