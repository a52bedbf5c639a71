package dev.millwright.app.internal;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The kinds of transaction that this module uses. */
@Component
class Transactions {

    private final PlatformTransactionManager manager;

    Transactions(PlatformTransactionManager manager) {
        this.manager = manager;
    }

    /** Sees one state of the database in all its statements, unless it joins a transaction that runs already. */
    TransactionTemplate reading() {
        TransactionTemplate template = new TransactionTemplate(manager);
        template.setReadOnly(true);
        template.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return template;
    }

    TransactionTemplate writing() {
        return new TransactionTemplate(manager);
    }
}
