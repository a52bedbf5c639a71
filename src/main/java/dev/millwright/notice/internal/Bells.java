package dev.millwright.notice.internal;

import dev.millwright.cluster.Nodes;
import dev.millwright.cluster.PersonalNews;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The bells that people have before them, on this node and through the news on all others. */
@Component
class Bells {

    private final PersonalNews news;

    Bells(Nodes nodes) {
        news = new PersonalNews(nodes, "notice");
    }

    /** Runs it, on a thread of its own, whenever something may have changed for the person; until what is given back runs. */
    Runnable listen(String person, Runnable ring) {
        return news.listen(person, ring);
    }

    /** Once the caller's transaction is through, at once if there is none. */
    void ring(Collection<String> people) {
        if (people.isEmpty()) {
            return;
        }
        List<String> all = List.copyOf(people);
        afterCommit(() -> news.tell(all));
    }

    static void afterCommit(Runnable work) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    work.run();
                }
            });
        } else {
            work.run();
        }
    }
}
