package dev.millwright.template.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.millwright.app.App;
import dev.millwright.app.Apps;
import dev.millwright.app.Packages;
import dev.millwright.app.Publishing;
import dev.millwright.shared.ConflictException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;

class ClasspathTemplatesTests {

    private final Apps apps = mock(Apps.class);
    private final Packages packages = mock(Packages.class);
    private final Publishing publishing = mock(Publishing.class);
    private final ClasspathTemplates templates = new ClasspathTemplates(
            apps, packages, publishing, mock(SampleRecords.class), mock(PlatformTransactionManager.class));
    private final App made = mock(App.class);

    @BeforeEach
    void cannotPublish() {
        when(made.key()).thenReturn("serials");
        when(apps.proposeKey(anyString())).thenReturn("serials");
        when(packages.apply(anyString(), any(), anyBoolean())).thenReturn(made);
        when(publishing.plan(anyString(), any())).thenThrow(new ConflictException("app.error.stale"));
    }

    @Test
    void nothingIsLeftOfAnAppThatCannotBePublished() {
        when(apps.visible()).thenReturn(List.of());
        assertThatThrownBy(() -> templates.install("serials", null, null, Locale.ENGLISH))
                .isInstanceOf(ConflictException.class);
        verify(apps).delete("serials", Apps.Tables.DROP);
    }

    @Test
    void anAppThatWasThereStays() {
        when(apps.visible()).thenReturn(List.of(made));
        assertThatThrownBy(() -> templates.install("serials", "serials", null, Locale.ENGLISH))
                .isInstanceOf(ConflictException.class);
        verify(apps, never()).delete(any(), any());
    }

    @Test
    void saysWhyItCouldNotBePublishedEvenWhenItCannotBeTakenAway() {
        when(apps.visible()).thenReturn(List.of());
        doThrow(new IllegalStateException("locked")).when(apps).delete(any(), any());
        assertThatThrownBy(() -> templates.install("serials", null, null, Locale.ENGLISH))
                .isInstanceOf(ConflictException.class)
                .satisfies(refused -> assertThat(refused.getSuppressed()).hasSize(1));
    }
}
