package dev.millwright.print.internal;

import dev.millwright.print.PrintTemplate;
import dev.millwright.shared.Ids;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Finds the pictures that a template shows: configurations name them in a property {@code picture}, an outside layout as parameters. */
@Component
class PrintPictures {

    private static final Pattern PARAMETER = Pattern.compile(Pattern.quote(Page.PICTURE) + "([0-9a-f-]{36})");

    Stream<UUID> of(PrintTemplate template) {
        Stream<UUID> inside = template.elements()
                .flatMap(element -> Stream.of(element.config().path("picture")))
                .filter(JsonNode::isString)
                .flatMap(picture -> Ids.parse(picture.stringValue()).stream());
        String jrxml = template.jrxml();
        Stream<UUID> outside = jrxml == null
                ? Stream.empty()
                : PARAMETER.matcher(jrxml).results().flatMap(found -> Ids.parse(found.group(1)).stream());
        return Stream.concat(inside, outside).distinct();
    }
}
