package dev.millwright.flow.internal;

import dev.millwright.app.spi.DefinitionKind.Mention;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.DefinitionParts;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.DepartmentSource;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.NodeTypes;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.identity.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Whom a flow names, in its settings and in those of its nodes, of whatever type these are. */
@Component
class FlowMentions {

    private final NodeTypes nodes;
    private final DefinitionCodec codec;
    private final CurrentLanguage language;

    FlowMentions(NodeTypes nodes, DefinitionCodec codec, CurrentLanguage language) {
        this.nodes = nodes;
        this.codec = codec;
        this.language = language;
    }

    List<Mention> in(FlowDefinition flow) {
        Stream<Mention> settings = mentions(flow.settings(), "settings", flow.label());
        Stream<Mention> within = flow.allNodes()
                .flatMap(node -> nodes.find(node.type()).stream().flatMap(type -> in(node, type).stream()));
        return Stream.concat(settings, within).toList();
    }

    private <C> List<Mention> in(NodeDefinition node, NodeType<C> type) {
        String place = node.label().isBlank()
                ? type.descriptor().label().in(language.find().orElse(Locale.ENGLISH))
                : node.label();
        return codec.tried(
                        type,
                        node.config(),
                        config -> mentions(config, node.id().toString(), place).toList())
                .orElse(List.of());
    }

    private static Stream<Mention> mentions(Object settings, String path, String place) {
        return DefinitionParts.of(settings).flatMap(part -> mention(part, path, place).stream());
    }

    private static Optional<Mention> mention(Record part, String path, String place) {
        return switch (part) {
            case PersonRef(String id, String name)
            when id != null -> Optional.of(new Mention(Principal.person(id), name, path, place));
            case PeopleSource.InRole(String role) when !role.isBlank() -> mention(Principal.role(role), path, place);
            case PeopleSource.InDepartment(String department)
            when !department.isBlank() -> mention(Principal.department(department), path, place);
            case PeopleSource.HeadOf(String department)
            when !department.isBlank() -> mention(Principal.department(department), path, place);
            case PeopleSource.RoleIn(String role, var _)
            when !role.isBlank() -> mention(Principal.role(role), path, place);
            case DepartmentSource.Named(String department)
            when !department.isBlank() -> mention(Principal.department(department), path, place);
            case Principal who -> mention(who, path, place);
            default -> Optional.empty();
        };
    }

    private static Optional<Mention> mention(Principal who, String path, String place) {
        return Optional.of(new Mention(who, who.id(), path, place));
    }
}
