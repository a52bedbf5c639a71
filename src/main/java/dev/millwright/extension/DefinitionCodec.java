package dev.millwright.extension;

import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes definitions as JSON that is the same, byte for byte, for equal definitions, and reads them back. */
@Component
public class DefinitionCodec {

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
        } catch (JacksonException e) {
            throw new UnreadableDefinitionException(e);
        }
    }

    /**
     * @throws UnreadableDefinitionException when the tree is not such a definition
     */
    public <D> D read(JsonNode json, Class<D> type) {
        try {
            return mapper.treeToValue(json, type);
        } catch (JacksonException e) {
            throw new UnreadableDefinitionException(e);
        }
    }
}
