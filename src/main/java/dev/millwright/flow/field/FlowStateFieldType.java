package dev.millwright.flow.field;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.FieldTypes;
import dev.millwright.flow.spi.PlainFlowField;
import dev.millwright.flow.spi.Standing;
import dev.millwright.shared.Label;
import dev.millwright.shared.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Where the record stands: a choice whose options the designer may call and colour otherwise. An outcome of the designer's own is the
 * option of that name, or stands as it is.
 */
@Component
class FlowStateFieldType extends PlainFlowField<String> {

    private record State(String key, Label label, String colour) {

        ChoiceOption in(Locale language) {
            return new ChoiceOption(key, label.in(language), colour, false);
        }
    }

    private static final State DRAFT = new State("draft", Label.of("Not submitted", "未提交"), "grey");

    private static final List<State> STATES = List.of(
            DRAFT,
            new State("in_progress", Label.of("In progress", "处理中"), "teal"),
            new State("in_approval", Label.of("In approval", "审批中"), "teal"),
            new State("returned", Label.of("Returned", "已退回"), "orange"),
            new State("accepted", Label.of("Accepted", "已通过"), "green"),
            new State("rejected", Label.of("Rejected", "已拒绝"), "red"),
            new State("cancelled", Label.of("Cancelled", "已取消"), "grey"),
            new State("withdrawn", Label.of("Withdrawn", "已撤回"), "grey"),
            new State("changed", Label.of("Changed since accepted", "通过后有修改"), "orange"),
            new State("suspended", Label.of("Suspended", "已挂起"), "yellow"),
            new State("failed", Label.of("Needs attention", "待处理异常"), "red"));

    FlowStateFieldType(ObjectProvider<FieldTypes> types) {
        super(
                types,
                "choice",
                "flow-state",
                Label.of("Flow state", "流程状态"),
                Label.of("Where the record stands in the flow it is handed in to", "记录在所提交流程中的状态"),
                "vaadin:flag",
                0);
    }

    @Override
    public Object defaultConfig() {
        return newConfig(Texts.LANGUAGES.getFirst());
    }

    @Override
    public Object newConfig(Locale language) {
        return like().withOptions(
                        like().defaultConfig(),
                        STATES.stream().map(state -> state.in(language)).toList())
                .orElseThrow();
    }

    @Override
    public List<ConfigProperty<Object, ?>> properties() {
        return like().properties().stream()
                .filter(property -> property.name().equals("options"))
                .toList();
    }

    @Override
    public boolean tellsState() {
        return true;
    }

    @Override
    public Optional<String> keptAtFirst(Object config) {
        return Optional.of(DRAFT.key());
    }

    @Override
    public String of(Standing standing, Object config) {
        return options(config).stream()
                .filter(option -> option.label().equals(standing.state()))
                .map(ChoiceOption::key)
                .findFirst()
                .orElse(standing.state());
    }
}
