package dev.millwright.identity.internal;

import dev.millwright.shared.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Refuses as problem documents what the server gives up reading before anybody sees it, such as an address that is too long. */
class UnreadCalls extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadCalls.class);
    private static final String API = "/api/";

    private final Texts texts;
    private final JsonMapper json;

    UnreadCalls(Texts texts, JsonMapper json) {
        this.texts = texts;
        this.json = json;
        setShowReport(false);
        setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable cause) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (status == null || !status.is4xxClientError() || isPage(request) || response.getContentWritten() > 0) {
            super.report(request, response, cause);
            return;
        }
        if (!response.setErrorReported()) {
            return;
        }
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", texts.text(Texts.language(request.getLocale()), "identity.api.unread"));
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getReporter().write(json.writeValueAsString(problem));
            response.finishResponse();
        } catch (IOException e) {
            LOG.debug("The caller is gone", e);
        }
    }

    /** Of an address that could not be read nothing is known. */
    private static boolean isPage(Request request) {
        String address = request.getRequestURI();
        return address != null && !address.startsWith(API);
    }
}
