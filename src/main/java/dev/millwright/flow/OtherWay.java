package dev.millwright.flow;

import dev.millwright.field.PersonRef;
import java.util.List;
import java.util.UUID;

/**
 * Where a run goes that was to come straight back: what was changed since leads another way, and conditions win. In the language of who
 * reads it.
 *
 * @param back names of the steps that it does not come straight back to
 * @param forks where it leaves the way that it took before
 * @param next who is asked then, the first on each way; none when nobody is
 * @param mark tells this way from any other, for who agrees to just this
 */
public record OtherWay(List<String> back, List<Fork> forks, List<Next> next, String mark) {

    public OtherWay {
        back = List.copyOf(back);
        forks = List.copyOf(forks);
        next = List.copyOf(next);
    }

    /**
     * A fork with the branches that were taken and those that are taken now.
     *
     * @param before names of branches; none when who reads it must not see what decides here
     * @param now likewise; none also when that cannot be said before the run gets there
     * @param reasons what decides; none where it must not be seen
     */
    public record Fork(UUID node, String name, List<String> before, List<String> now, List<Reason> reasons) {
        public Fork {
            before = List.copyOf(before);
            now = List.copyOf(now);
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * A condition that has changed.
     *
     * @param condition in words
     * @param holds whether it holds now; else it did before
     */
    public record Reason(String condition, boolean holds) {}

    /** @param people those who are expected; none when they are many or not known yet */
    public record Next(String step, List<PersonRef> people) {
        public Next {
            people = List.copyOf(people);
        }
    }
}
