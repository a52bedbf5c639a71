package dev.millwright.record.web;

import dev.millwright.form.PublishedForm;
import dev.millwright.identity.RequestLanguage;
import dev.millwright.record.AccessibleForms;
import dev.millwright.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The description of an app's HTTP API, for programs and for people who write them. */
@RestController
class OpenApiApi {

    private final AccessibleForms forms;
    private final Texts texts;

    OpenApiApi(AccessibleForms forms, Texts texts) {
        this.forms = forms;
        this.texts = texts;
    }

    @GetMapping("/api/v1/apps/{app}/openapi.json")
    ResponseEntity<byte[]> describe(@PathVariable String app, HttpServletRequest request) {
        List<PublishedForm> all = forms.all(app);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.write(new OpenApi(app, forms, texts, RequestLanguage.of(request)).describe(all)));
    }
}
