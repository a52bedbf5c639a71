package dev.millwright.print.internal;

import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.print.Picture;
import dev.millwright.shared.Keys;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Pictures as part of an app. */
@Component
@Order(610)
class PictureKind implements DefinitionKind<Picture> {

    @Override
    public String key() {
        return Picture.KIND;
    }

    @Override
    public Label label() {
        return Label.of("Picture", "图片");
    }

    @Override
    public boolean hasPageOfItsOwn() {
        return true;
    }

    @Override
    public Class<Picture> type() {
        return Picture.class;
    }

    @Override
    public UUID idOf(Picture picture) {
        return picture.id();
    }

    @Override
    public String keyOf(Picture picture) {
        return picture.key();
    }

    @Override
    public String labelOf(Picture picture) {
        return picture.label();
    }

    @Override
    public Picture empty(UUID id, String key, String label) {
        return new Picture(id, key, label, "image/png", "");
    }

    @Override
    public Problems validate(@Nullable Picture published, Picture draft, PublishContext context) {
        Problems problems = Problems.NONE;
        if (!Keys.isValid(draft.key())) {
            problems = problems.and(Problem.error("print.error.key", "key", draft.key()));
        }
        boolean twice = context.siblings(Picture.KIND, Picture.class).stream()
                .anyMatch(other -> !other.id().equals(draft.id()) && other.key().equals(draft.key()));
        if (twice) {
            problems = problems.and(Problem.error("print.error.twice", "key", draft.key()));
        }
        return problems.and(content(draft));
    }

    private static Problems content(Picture draft) {
        try {
            return PictureFiles.check(Base64.getDecoder().decode(draft.content()));
        } catch (IllegalArgumentException e) {
            return Problems.of(Problem.error("print.error.picture.type", "content"));
        }
    }

    @Override
    public List<Reference> references(Picture picture) {
        return List.of();
    }

    @Override
    public List<Change> changes(@Nullable Picture published, Picture draft, PublishContext context) {
        if (published != null && published.equals(draft)) {
            return List.of();
        }
        return List.of(new Change(
                published == null ? "print.picture.change.added" : "print.picture.change.changed",
                List.of(draft.label()),
                null));
    }
}
