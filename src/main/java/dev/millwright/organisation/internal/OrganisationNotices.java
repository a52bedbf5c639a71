package dev.millwright.organisation.internal;

import dev.millwright.notice.spi.NoticeKind;
import dev.millwright.notice.spi.NoticeKinds;
import dev.millwright.shared.Label;
import java.util.List;
import org.springframework.stereotype.Component;

/** What people are told about standing in. */
@Component
class OrganisationNotices implements NoticeKinds {

    static final String STANDS_IN = "organisation.standsIn";
    private static final int ORDER = 900;

    @Override
    public List<NoticeKind> kinds() {
        return List.of(NoticeKind.byBellAndMail(
                STANDS_IN, Label.of("Substitutes", "代理人"), Label.of("I stand in for somebody", "我代理他人"), ORDER));
    }
}
