package dev.millwright.app;

import dev.millwright.testing.IntegrationTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/** The whole application with one kind of definition of its own, {@link NoteKind}, beside the real ones. */
@IntegrationTest
@Import({NoteKind.class, Heard.class, Bench.class})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface AppTest {}
