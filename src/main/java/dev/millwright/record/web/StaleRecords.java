package dev.millwright.record.web;

import dev.millwright.identity.RequestLanguage;
import dev.millwright.record.StaleRecordException;
import dev.millwright.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells whoever named a version of a record and was too late, whatever they asked for, which one is there now. */
@RestControllerAdvice
@Order(0)
class StaleRecords {

    private final Texts texts;

    StaleRecords(Texts texts) {
        this.texts = texts;
    }

    @ExceptionHandler(StaleRecordException.class)
    ResponseEntity<byte[]> stale(StaleRecordException e, HttpServletRequest request) {
        return stale(e, Map.of(), request);
    }

    /**
     * @param place where in a batch the change is that came too late
     */
    ResponseEntity<byte[]> stale(StaleRecordException e, Map<String, Object> place, HttpServletRequest request) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", texts.text(RequestLanguage.of(request), e));
        body.put("status", HttpStatus.PRECONDITION_FAILED.value());
        body.put("code", e.code());
        body.putAll(place);
        body.put("version", e.current().version());
        return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Json.write(body));
    }
}
