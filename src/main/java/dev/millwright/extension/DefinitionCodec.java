package dev.millwright.extension;

import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes definitions as JSON that is the same, byte for byte, for equal definitions, and reads them back. */
@Component
public class DefinitionCodec {

    private static final Logger LOG = LoggerFactory.getLogger(DefinitionCodec.class);

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .changeDefaultPropertyInclusion(
                    v -> v.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
            .build();

    public JsonMapper mapper() {
        return mapper;
    }

    public String write(Object definition) {
        return mapper.writeValueAsString(definition);
    }

    /** Indented, for files that people read and compare. */
    public String writePretty(Object definition) {
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(definition);
    }

    public JsonNode tree(Object definition) {
        return mapper.valueToTree(definition);
    }

    /**
     * @throws UnreadableDefinitionException when the text is not such a definition
     */
    public <D> D read(String json, Class<D> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JacksonException | NumberFormatException e) {
            throw new UnreadableDefinitionException(e);
        }
    }

    /**
     * The settings of an extension, whatever release wrote them.
     *
     * @throws UnreadableDefinitionException when they are none of the extension
     */
    public <C> C settings(Extension<C> of, ObjectNode json) {
        return read(of.upgrade(json.deepCopy()), of.configType());
    }

    /**
     * What an extension makes of its settings; nothing when it cannot read them or fails on them. Programs write settings without a panel
     * that would stop them, and others write extensions: neither must take other definitions and whole pages with it.
     */
    public <C, T> Optional<T> tried(Extension<C> of, ObjectNode json, Function<C, T> work) {
        try {
            return Optional.of(work.apply(settings(of, json)));
        } catch (UnreadableDefinitionException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            LOG.warn("The type {} fails on its settings", of.key(), e);
            return Optional.empty();
        }
    }

    /**
     * @throws UnreadableDefinitionException when the tree is not such a definition
     */
    public <D> D read(JsonNode json, Class<D> type) {
        try {
            return mapper.treeToValue(json, type);
        } catch (JacksonException | NumberFormatException e) {
            throw new UnreadableDefinitionException(e);
        }
    }
}
