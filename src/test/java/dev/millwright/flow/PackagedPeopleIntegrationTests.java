package dev.millwright.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millwright.app.App;
import dev.millwright.app.AppProfile;
import dev.millwright.app.Apps;
import dev.millwright.app.Drafts;
import dev.millwright.app.Packages;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.form.FormDefinition;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Severity;
import dev.millwright.testing.Colleagues;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.WithPerson;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Who is named in a package is the same person wherever it is applied, and publishing says who is not known there. */
@IntegrationTest
@Import(Colleagues.class)
@WithPerson("dana")
class PackagedPeopleIntegrationTests {

    /** As Keycloak makes ids, and as a program might. */
    private static final List<String> STRANGERS =
            List.of(UUID.randomUUID().toString(), "01935d2a-77b1-7c5e-8a3f-0123456789ab");

    private static final String OWNER = UUID.randomUUID().toString();
    private static final String CALENDAR = UUID.randomUUID().toString();

    @Autowired
    private Apps apps;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Packages packages;

    @Autowired
    private Publishing publishing;

    private final String form = UUID.randomUUID().toString();
    private final String field = UUID.randomUUID().toString();
    private final String flow = UUID.randomUUID().toString();
    private final String step = UUID.randomUUID().toString();

    private App designed() {
        App app = apps.create(null, AppProfile.labelled("Leaving"));
        drafts.save(
                app.key(), FormDefinition.KIND, """
                {"id": "%s", "key": "leave", "label": "Leave", "icon": "vaadin:cart", "retired": [], "sections": [
                  {"id": "%s", "title": "", "rows": [{"fields": [{"id": "%s", "key": "boss", "label": "Boss", "type": "person",
                   "config": {}, "required": false, "unique": false, "help": "", "placeholder": "",
                   "defaultValue": {"id": "%s", "name": "Pia Past"}}]}]}]}
                """.formatted(form, UUID.randomUUID(), field, STRANGERS.getFirst()), 0);
        drafts.save(
                app.key(),
                "flow",
                """
                {"id": "%s", "key": "leaving", "label": "Leaving", "form": "%s", "trigger": {"type": "submitted", "config": {}},
                 "nodes": [
                  {"id": "%s", "type": "approve", "label": "Bosses agree", "branches": [], "config": {"step": {
                    "people": [
                      {"from": "people", "people": [{"id": "mia-id", "name": "Mia Manager"}, {"id": "%s", "name": "Pia Past"}]},
                      {"from": "people", "people": [{"id": "%s", "name": "Pit Past"}]},
                      {"from": "role", "role": "manager"}, {"from": "role", "role": "purchaser"},
                      {"from": "department", "path": "/Mars"}, {"from": "head", "path": "/Mars"}],
                    "policy": {"mode": "ALL", "required": [{"id": "%s", "name": "Pia Past"}]}}}},
                  {"id": "%s", "type": "approve", "label": "Once more", "branches": [], "config": {"step": {
                    "people": [{"from": "people", "people": [{"id": "%s", "name": "Pia Past"}]}],
                    "rejection": "TO_STEP", "rejectTo": "%s"}}}],
                 "settings": {"owner": "person:%s", "calendar": "%s"}}
                """.formatted(
                                flow,
                                form,
                                step,
                                STRANGERS.getFirst(),
                                STRANGERS.getLast(),
                                STRANGERS.getFirst(),
                                UUID.randomUUID(),
                                STRANGERS.getFirst(),
                                step,
                                OWNER,
                                CALENDAR),
                0);
        return app;
    }

    private String json(String app, String kind, String key) {
        return drafts.find(app, kind, key).orElseThrow().json();
    }

    @Test
    void whoIsNamedStaysWhileWhatThePackageBringsGetsIdsOfItsOwn() {
        App app = designed();
        String copy = app.key() + "_copy";
        packages.apply(copy, new ByteArrayInputStream(packages.drafts(app.key())), false);
        assertThat(json(copy, "flow", "leaving"))
                .contains(STRANGERS)
                .contains("mia-id", "person:" + OWNER, CALENDAR)
                .doesNotContain(flow, form, step);
        assertThat(json(copy, FormDefinition.KIND, "leave"))
                .contains(STRANGERS.getFirst())
                .doesNotContain(form, field);
        assertThat(json(copy, "flow", "leaving"))
                .isEqualTo(json(app.key(), "flow", "leaving")
                        .replace(flow, id(copy, "flow", "leaving"))
                        .replace(form, id(copy, FormDefinition.KIND, "leave"))
                        .replace(step, nodes(copy).getFirst())
                        .replace(nodes(app.key()).getLast(), nodes(copy).getLast()));
    }

    private String id(String app, String kind, String key) {
        return drafts.find(app, kind, key).orElseThrow().id().toString();
    }

    private List<String> nodes(String app) {
        return ((FlowDefinition) publishing.plan(app, ReleaseRequest.all()).parts().stream()
                        .filter(part -> part.key().equals("leaving"))
                        .findFirst()
                        .orElseThrow()
                        .definition())
                .allNodes()
                .map(node -> node.id().toString())
                .toList();
    }

    @Test
    void publishingSaysWhoIsNotKnownHereAndWhere() {
        PublishPlan plan = publishing.plan(designed().key(), ReleaseRequest.all());
        assertThat(plan.isPublishable()).isTrue();
        assertThat(plan.problems().items())
                .allMatch(problem -> problem.severity() == Severity.WARNING)
                .extracting(Problem::code, Problem::path, Problem::arguments)
                .containsExactlyInAnyOrder(
                        tuple(
                                "app.warning.unknownPerson",
                                "form/leave.boss.defaultValue",
                                List.of("Pia Past", 1, "Boss")),
                        tuple("app.warning.unknownPerson", "flow/leaving.settings", List.of(OWNER, 1, "Leaving")),
                        tuple(
                                "app.warning.unknownPerson",
                                "flow/leaving." + step,
                                List.of("Pia Past", 3, "Bosses agree, Once more")),
                        tuple(
                                "app.warning.unknownPerson",
                                "flow/leaving." + step,
                                List.of("Pit Past", 1, "Bosses agree")),
                        tuple(
                                "app.warning.unknownRole",
                                "flow/leaving." + step,
                                List.of("purchaser", 1, "Bosses agree")),
                        tuple(
                                "app.warning.unknownDepartment",
                                "flow/leaving." + step,
                                List.of("/Mars", 2, "Bosses agree")));
    }
}
