package dev.millwright.record.internal;

import dev.millwright.record.spi.Authorities;
import dev.millwright.record.spi.Authority;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The right that is bound to the calling thread. */
@Component
class ScopedAuthorities implements Authorities {

    private static final ScopedValue<Authority> BOUND = ScopedValue.newInstance();

    @Override
    public Authority current() {
        return BOUND.orElse(Authority.MEMBER);
    }

    @Override
    public <T> T as(Authority authority, Supplier<T> work) {
        return ScopedValue.where(BOUND, authority).call(work::get);
    }
}
