package dev.millwright.record.web;

import dev.millwright.app.Action;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.record.AccessReasons;
import dev.millwright.record.AccessReasons.Answer;
import dev.millwright.record.AccessReasons.Question;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Texts;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Why the caller, or asked by who manages the app another person, may do something or may not. */
@RestController
@RequestMapping("/api/v1/apps/{app}/forms")
class WhyApi {

    private final AccessReasons reasons;
    private final AccessibleForms forms;
    private final CurrentLanguage language;
    private final Texts texts;

    WhyApi(AccessReasons reasons, AccessibleForms forms, CurrentLanguage language, Texts texts) {
        this.reasons = reasons;
        this.forms = forms;
        this.language = language;
        this.texts = texts;
    }

    @GetMapping("/{form}:why")
    ResponseEntity<byte[]> form(
            @PathVariable String app,
            @PathVariable String form,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String field) {
        return answer(
                new Question(new FormRef(app, form), Optional.empty(), Optional.ofNullable(person)), action, field);
    }

    @GetMapping("/{form}/records/{id}:why")
    ResponseEntity<byte[]> record(
            @PathVariable String app,
            @PathVariable String form,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String field) {
        return answer(
                new Question(new FormRef(app, form), Optional.of(id), Optional.ofNullable(person)), action, field);
    }

    /**
     * @param action only this one; all when null
     * @param field only this one; all that are hidden or cannot be changed when null
     */
    private ResponseEntity<byte[]> answer(Question question, @Nullable String action, @Nullable String field) {
        return forms.upToDate(question.form().app(), () -> {
            Answer answer = reasons.why(question, UnaryOperator.identity());
            if (action != null
                    && Arrays.stream(Action.values())
                            .noneMatch(known -> known.key().equals(action))) {
                throw new InvalidRequestException("record.error.unknownAction", action);
            }
            Locale locale = language.find().orElse(Locale.ENGLISH);
            ObjectNode body = Json.object();
            body.putObject("person")
                    .put("id", answer.person().id())
                    .put("name", answer.person().name());
            ArrayNode actions = body.putArray("actions");
            answer.actions().stream()
                    .filter(reason -> action == null || reason.action().key().equals(action))
                    .forEach(reason -> {
                        ObjectNode one = actions.addObject()
                                .put("action", reason.action().key())
                                .put("allowed", reason.allowed())
                                .put("why", said(reason.sentence(), locale));
                        reason.way().ifPresent(way -> one.put("way", said(way, locale)));
                    });
            ArrayNode fields = body.putArray("fields");
            answer.fields().stream()
                    .filter(reason -> field == null || reason.field().equals(field))
                    .forEach(reason -> fields.addObject()
                            .put("field", reason.field())
                            .put("access", reason.access().name().toLowerCase(Locale.ROOT))
                            .put("why", said(reason.sentence(), locale)));
            ArrayNode owners = body.putArray("owners");
            answer.owners().forEach(owner -> owners.add(said(owner, locale)));
            return Json.respond(ResponseEntity.ok(), body);
        });
    }

    private String said(Phrase phrase, Locale locale) {
        return texts.text(locale, phrase);
    }
}
