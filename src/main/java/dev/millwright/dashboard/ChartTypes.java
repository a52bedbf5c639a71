package dev.millwright.dashboard;

import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.extension.ExtensionRegistry;
import java.util.List;
import org.springframework.stereotype.Component;

/** All chart types that the scan found. */
@Component
public class ChartTypes extends ExtensionRegistry<ChartType<?>> {

    ChartTypes(List<ChartType<?>> found) {
        super(found);
    }
}
