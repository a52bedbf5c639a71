package dev.millwright.record.web;

import dev.millwright.record.AccessibleForms;
import dev.millwright.record.spi.ApiChapter;
import dev.millwright.shared.Texts;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Writes the description of an app's HTTP API for the caller. */
@Component
record ApiDocuments(AccessibleForms forms, List<ApiChapter> chapters, Texts texts) {

    byte[] of(String app, Locale language) {
        return Json.write(new OpenApi(app, forms, chapters, texts, language).describe(forms.all(app)));
    }
}
