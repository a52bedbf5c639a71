package dev.millwright.print;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where the product is found from outside, for codes on paper: as set, else as the one who asks found it. */
@Component
public class PublicAddress {

    private static final String OWN = "http://localhost:8080";

    private final String set;

    PublicAddress(@Value("${millwright.address:}") String set) {
        String address = set.strip();
        while (address.endsWith("/")) {
            address = address.substring(0, address.length() - 1);
        }
        this.set = address;
    }

    /** Without a slash at the end; to be asked on the thread of a request. */
    public String now() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? of(attributes.getRequest())
                : set.isEmpty() ? OWN : set;
    }

    /** As seen by the request. */
    public String of(HttpServletRequest request) {
        return set.isEmpty()
                ? ServletUriComponentsBuilder.fromContextPath(request).build().toUriString()
                : set;
    }
}
