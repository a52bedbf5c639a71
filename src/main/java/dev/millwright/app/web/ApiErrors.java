package dev.millwright.app.web;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.identity.NotSignedInException;
import dev.millwright.identity.RequestLanguage;
import dev.millwright.schema.SchemaBusyException;
import dev.millwright.schema.SchemaConflictException;
import dev.millwright.shared.BusyException;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.HasPosition;
import dev.millwright.shared.HasProblems;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NamedRecord;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Outage;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Texts;
import dev.millwright.shared.TooLargeException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.multipart.MultipartException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Refuses API calls as problem documents; nothing of the inside leaves the server. */
@RestControllerAdvice
class ApiErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    private static final String API = "/api/";
    private static final String RETRY_SECONDS = "5";

    private final Texts texts;
    private final DefinitionCodec codec;

    ApiErrors(Texts texts, DefinitionCodec codec) {
        this.texts = texts;
        this.codec = codec;
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<byte[]> refuse(Exception cause, HttpServletRequest request) throws Exception {
        boolean elsewhere = !request.getRequestURI().startsWith(request.getContextPath() + API);
        if (elsewhere
                || cause instanceof AccessDeniedException
                || cause instanceof AuthenticationException
                || cause instanceof RequestRejectedException
                || cause instanceof AsyncRequestNotUsableException) {
            throw cause;
        }
        Locale language = RequestLanguage.of(request);
        if (cause instanceof DomainException refusal) {
            ObjectNode body = body(status(refusal), refusal.code(), texts.text(language, refusal));
            if (refusal instanceof HasProblems several) {
                ArrayNode errors = body.putArray("errors");
                several.problems().told().forEach(problem -> add(errors.addObject(), problem, language));
                if (several.problems().untold() > 0) {
                    body.put("more_errors", several.problems().untold());
                }
            }
            if (refusal instanceof HasPosition placed) {
                body.set("position", codec.mapper().valueToTree(placed.position()));
            }
            return respond(status(refusal), headers(refusal), body);
        }
        if (cause instanceof ErrorResponse framework
                && framework.getStatusCode().is4xxClientError()) {
            return framework(framework.getStatusCode(), framework.getHeaders(), language);
        }
        if (cause instanceof org.springframework.http.converter.HttpMessageNotReadableException
                || cause instanceof TypeMismatchException
                || cause instanceof InvalidParameterException
                || cause instanceof MultipartException) {
            return framework(HttpStatus.BAD_REQUEST, HttpHeaders.EMPTY, language);
        }
        Outage outage = Outage.behind(cause);
        if (outage != null) {
            LOG.warn("{} {} has to wait: {}", request.getMethod(), request.getRequestURI(), cause.getMessage());
            HttpHeaders headers = new HttpHeaders();
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            String code = switch (outage) {
                case AWAY -> "app.http.away";
                case BUSY -> "app.http.busy";
            };
            return respond(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    headers,
                    body(HttpStatus.SERVICE_UNAVAILABLE, code, texts.text(language, code)));
        }
        return incident(cause, request, language);
    }

    private ResponseEntity<byte[]> framework(HttpStatusCode status, HttpHeaders headers, Locale language) {
        String code = switch (status.value()) {
            case 404 -> "app.http.notFound";
            case 405 -> "app.http.method";
            case 406, 415 -> "app.http.mediaType";
            case 413 -> "app.http.tooLarge";
            default -> "app.http.badRequest";
        };
        return respond(status, headers, body(status, code, texts.text(language, code)));
    }

    private ResponseEntity<byte[]> incident(Exception cause, HttpServletRequest request, Locale language) {
        String incident = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Incident {}: {} {}", incident, request.getMethod(), request.getRequestURI(), cause);
        String code = "app.http.incident";
        ObjectNode body = body(HttpStatus.INTERNAL_SERVER_ERROR, code, texts.text(language, code, incident));
        body.put("incident", incident);
        return respond(HttpStatus.INTERNAL_SERVER_ERROR, HttpHeaders.EMPTY, body);
    }

    private static HttpStatus status(DomainException refusal) {
        return switch (refusal) {
            case RequestException request -> request.status();
            case NotSignedInException _ -> HttpStatus.UNAUTHORIZED;
            case NotFoundException _ -> HttpStatus.NOT_FOUND;
            case NotAllowedException _ -> HttpStatus.FORBIDDEN;
            case InvalidException _ -> HttpStatus.UNPROCESSABLE_CONTENT;
            case TooLargeException _ -> HttpStatus.CONTENT_TOO_LARGE;
            case ConflictException _ -> HttpStatus.CONFLICT;
            case SchemaConflictException _ -> HttpStatus.CONFLICT;
            case SchemaBusyException _ -> HttpStatus.SERVICE_UNAVAILABLE;
            case BusyException _ -> HttpStatus.SERVICE_UNAVAILABLE;
            default -> HttpStatus.BAD_REQUEST;
        };
    }

    private static HttpHeaders headers(DomainException refusal) {
        HttpHeaders headers = new HttpHeaders();
        if (status(refusal) == HttpStatus.SERVICE_UNAVAILABLE) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return headers;
    }

    private void add(ObjectNode error, Problem problem, Locale language) {
        error.put("field", problem.path());
        error.put("code", problem.code());
        error.put("message", texts.text(language, problem));
        problem.arguments().stream()
                .filter(NamedRecord.class::isInstance)
                .map(NamedRecord.class::cast)
                .forEach(record -> error.putObject("record")
                        .put("id", String.valueOf(record.id()))
                        .put("title", record.title()));
    }

    private ObjectNode body(HttpStatusCode status, String code, String title) {
        ObjectNode body = codec.mapper().createObjectNode();
        body.put("type", "about:blank");
        body.put("title", title);
        body.put("status", status.value());
        body.put("code", code);
        return body;
    }

    private ResponseEntity<byte[]> respond(HttpStatusCode status, HttpHeaders headers, ObjectNode body) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(codec.mapper().writeValueAsBytes(body));
    }
}
