package dev.millwright.notice.spi;

import java.util.List;

/** The kinds of notice that one feature tells; a Spring component, found by the scan. */
public interface NoticeKinds {

    List<NoticeKind> kinds();
}
