package dev.millwright;

import dev.millwright.shared.ScratchFiles;
import jakarta.servlet.MultipartConfigElement;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where files lie while they arrive and are worked on. */
@Configuration(proxyBeanMethods = false)
class FilesConfiguration {

    @Bean
    ScratchFiles scratchFiles(@Value("${java.io.tmpdir}") Path folder) {
        return ScratchFiles.in(folder);
    }

    /** Tomcat makes folders of its own, too, and leaves them when it is killed. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatFolders(ScratchFiles files) {
        return tomcat -> {
            tomcat.setBaseDirectory(files.folder("server").toFile());
            tomcat.setDocumentRoot(files.folder("documents").toFile());
        };
    }

    /** What the server keeps of a request that comes in parts shall not outlive it either. */
    @Bean
    MultipartConfigElement multipartConfig(MultipartProperties properties, ScratchFiles files) {
        properties.setLocation(files.folder().toString());
        return properties.createMultipartConfig();
    }
}
