package dev.millwright.exchange.ui;

import dev.millwright.app.spi.AppBeginning;
import org.springframework.stereotype.Component;

/** Offers to begin an app with a file. */
@Component
class FileBeginning implements AppBeginning {

    @Override
    public String label() {
        return "record.newApp.action";
    }

    @Override
    public String icon() {
        return "vaadin:file-table";
    }

    @Override
    public String href() {
        return SheetNavigation.NEW_APP;
    }
}
