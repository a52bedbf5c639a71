package dev.millwright.app.ui;

import dev.millwright.app.Drafts;
import dev.millwright.app.PublishScreen;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.shared.BusinessTime;
import org.springframework.modulith.NamedInterface;
import org.springframework.stereotype.Component;

/** What the designers of all kinds work with. */
@Component
@NamedInterface("design")
public record DesignTools(
        Drafts drafts,
        DefinitionCodec codec,
        PublishScreen publishScreen,
        OpenDrafts openDrafts,
        CurrentPerson currentPerson,
        BusinessTime time) {}
