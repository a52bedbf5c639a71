package dev.millwright.form.ui;

import dev.millwright.form.RuleAction;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The kinds of things that a rule can do, as they are offered. */
enum RuleKind {
    SHOW,
    HIDE,
    REQUIRE,
    FREE,
    LOCK,
    FILL,
    CLEAR,
    OFFER,
    REFUSE,
    WARN;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RuleKind of(RuleAction action) {
        return switch (action) {
            case RuleAction.Show _ -> SHOW;
            case RuleAction.Hide _ -> HIDE;
            case RuleAction.Require _ -> REQUIRE;
            case RuleAction.Free _ -> FREE;
            case RuleAction.Lock _ -> LOCK;
            case RuleAction.Fill _ -> FILL;
            case RuleAction.Clear _ -> CLEAR;
            case RuleAction.Offer _ -> OFFER;
            case RuleAction.Refuse _ -> REFUSE;
            case RuleAction.Warn _ -> WARN;
        };
    }

    /** One that does nothing yet, about fields that were chosen for another where it is about several. */
    RuleAction begun(List<UUID> of, UUID fillable, UUID choosable) {
        return switch (this) {
            case SHOW -> new RuleAction.Show(of);
            case HIDE -> new RuleAction.Hide(of);
            case REQUIRE -> new RuleAction.Require(of);
            case FREE -> new RuleAction.Free(of);
            case LOCK -> new RuleAction.Lock(of);
            case CLEAR -> new RuleAction.Clear(of);
            case FILL -> new RuleAction.Fill(fillable, "");
            case OFFER -> new RuleAction.Offer(choosable, List.of());
            case REFUSE -> new RuleAction.Refuse(null, "");
            case WARN -> new RuleAction.Warn(null, "");
        };
    }
}
