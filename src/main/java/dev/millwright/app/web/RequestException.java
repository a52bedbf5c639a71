package dev.millwright.app.web;

import dev.millwright.shared.DomainException;
import org.springframework.http.HttpStatus;

/** A call that cannot be understood or that is too large. */
final class RequestException extends DomainException {

    private final HttpStatus status;

    RequestException(HttpStatus status, String code, Object... arguments) {
        super(code, arguments);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }
}
