package dev.millwright.app;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to go live.
 *
 * @param include drafts to publish; one that was deleted is taken away; nothing stands for all that changed
 * @param from number of the release to go back to instead, all its definitions as they were
 * @param answers to the plan's questions, by their ids; an empty text leaves existing records as they are
 */
public record ReleaseRequest(Optional<Set<DraftRef>> include, Optional<Long> from, Map<String, String> answers) {

    public ReleaseRequest {
        include = include.map(Set::copyOf);
        answers = Map.copyOf(answers);
    }

    public static ReleaseRequest all() {
        return new ReleaseRequest(Optional.empty(), Optional.empty(), Map.of());
    }

    public static ReleaseRequest of(Set<DraftRef> include) {
        return new ReleaseRequest(Optional.of(include), Optional.empty(), Map.of());
    }

    public static ReleaseRequest backTo(long release) {
        return new ReleaseRequest(Optional.empty(), Optional.of(release), Map.of());
    }

    public ReleaseRequest answering(Map<String, String> given) {
        return new ReleaseRequest(include, from, given);
    }
}
