package dev.millwright;

import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ScopedClock;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one business zone of this installation. */
@Configuration(proxyBeanMethods = false)
class BusinessTimeConfiguration {

    @Bean
    BusinessTime businessTime(@Value("${millwright.zone:Asia/Shanghai}") ZoneId zone) {
        return new BusinessTime(new ScopedClock(), zone);
    }
}
