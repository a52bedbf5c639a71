package dev.millwright.record.web;

import dev.millwright.form.PublishedForm;
import dev.millwright.record.AccessibleForms;
import dev.millwright.shared.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The page on which people read and try the HTTP API of an app; the browser's session opens it, calls bring a token. */
@RestController
@RequestMapping("/app-api/{app}")
class ApiPage {

    private static final String SWAGGER_UI = "/webjars/swagger-ui/" + version();

    /** What the page of Swagger UI says, in English, and the last part of the key under which we have it. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("Authorize", "authorize"),
            Map.entry("Available authorizations", "authorizations"),
            Map.entry("Authorized", "authorized"),
            Map.entry("Logout", "logout"),
            Map.entry("Close", "close"),
            Map.entry("Value:", "value"),
            Map.entry("Try it out", "try"),
            Map.entry("Execute", "execute"),
            Map.entry("Clear", "clear"),
            Map.entry("Cancel", "cancel"),
            Map.entry("Reset", "reset"),
            Map.entry("Parameters", "parameters"),
            Map.entry("No parameters", "noParameters"),
            Map.entry("Request body", "requestBody"),
            Map.entry("Example Value", "example"),
            Map.entry("Edit Value", "edit"),
            Map.entry("Schema", "schema"),
            Map.entry("required", "required"),
            Map.entry("Responses", "responses"),
            Map.entry("Server response", "serverResponse"),
            Map.entry("Response body", "responseBody"),
            Map.entry("Response headers", "responseHeaders"),
            Map.entry("Request duration", "duration"),
            Map.entry("Request URL", "address"),
            Map.entry("Servers", "servers"),
            Map.entry("Media type", "mediaType"),
            Map.entry("Name", "name"),
            Map.entry("Code", "code"),
            Map.entry("Details", "details"),
            Map.entry("Description", "description"),
            Map.entry("Links", "links"),
            Map.entry("No links", "noLinks"),
            Map.entry("Download", "download"),
            Map.entry("Send empty value", "sendEmpty"));

    private final AccessibleForms forms;
    private final ApiDocuments documents;
    private final Texts texts;

    ApiPage(AccessibleForms forms, ApiDocuments documents, Texts texts) {
        this.forms = forms;
        this.documents = documents;
        this.texts = texts;
    }

    @GetMapping
    ResponseEntity<byte[]> page(@PathVariable String app, @RequestParam(defaultValue = "en") String language) {
        List<PublishedForm> all = forms.all(app);
        Locale locale = locale(language);
        String title = texts.text(
                locale,
                "record.api.title",
                all.isEmpty() ? app : all.getFirst().app().label());
        String html = """
                <!doctype html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <link rel="stylesheet" href="%s/swagger-ui.css">
                <link rel="stylesheet" href="/api-page/page.css">
                </head>
                <body>
                <div id="api" data-description="%s" data-words="%s"></div>
                <script src="%s/swagger-ui-bundle.js"></script>
                <script src="/api-page/page.js"></script>
                </body>
                </html>
                """.formatted(
                        escaped(locale.toLanguageTag()),
                        escaped(title),
                        SWAGGER_UI,
                        escaped("/app-api/" + app + "/openapi.json?language=" + locale.toLanguageTag()),
                        escaped(words(locale)),
                        SWAGGER_UI);
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .body(html.getBytes(StandardCharsets.UTF_8));
    }

    /** The same description that programs get with a token. */
    @GetMapping("/openapi.json")
    ResponseEntity<byte[]> description(@PathVariable String app, @RequestParam(defaultValue = "en") String language) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(documents.of(app, locale(language)));
    }

    private static Locale locale(String language) {
        return Texts.language(Locale.forLanguageTag(language));
    }

    private String words(Locale language) {
        Map<String, Object> words = new LinkedHashMap<>();
        WORDS.forEach((english, key) -> words.put(english, texts.text(language, "record.api.word." + key)));
        return new String(Json.write(words), StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    /** Its files lie under their version, so that browsers never mix two. */
    private static String version() {
        String facts = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
        try (InputStream in = ApiPage.class.getResourceAsStream(facts)) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in, facts));
            return properties.getProperty("version", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
