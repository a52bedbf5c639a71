package dev.millwright.record.web;

import dev.millwright.identity.RequestLanguage;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The description of an app's HTTP API, for programs and for people who write them. */
@RestController
class OpenApiApi {

    private final ApiDocuments documents;

    OpenApiApi(ApiDocuments documents) {
        this.documents = documents;
    }

    @GetMapping("/api/v1/apps/{app}/openapi.json")
    ResponseEntity<byte[]> describe(@PathVariable String app, HttpServletRequest request) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(documents.of(app, RequestLanguage.of(request)));
    }
}
