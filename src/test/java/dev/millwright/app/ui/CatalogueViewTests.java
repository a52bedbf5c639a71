package dev.millwright.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.app.Action;
import dev.millwright.app.App;
import dev.millwright.app.AppProfile;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Rights;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.spi.SearchHit;
import dev.millwright.ui.spi.SearchProvider;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@WithPerson("dana")
class CatalogueViewTests extends ViewTest {

    @Autowired
    private Apps apps;

    @Autowired
    private AppRights rights;

    @Autowired
    private List<SearchProvider> search;

    @Test
    void createsAnAppWithAProposedKey() {
        open("");
        click("New app");
        TextField name = $(TextField.class).withCaption("Name").single();
        test(name).setValue("设备巡检");
        assertThat($(TextField.class).withCaption("Key").single().getValue()).startsWith("shebeixunjian");
        click("Create app");
        assertThat(currentPath()).startsWith("app/shebeixunjian");
        assertThat(apps.visible()).extracting(App::label).contains("设备巡检");
    }

    @Test
    void tellsWhatIsMissingBesideItsField() {
        open("");
        click("New app");
        click("Create app");
        TextField name = $(TextField.class).withCaption("Name").single();
        assertThat(name.isInvalid()).isTrue();
        assertThat(name.getErrorMessage()).isEqualTo("Give the app a name.");
    }

    @Test
    void showsOnlyAppsThatAreShared() {
        App app = apps.create(null, AppProfile.labelled("Not for Sam"));
        open("");
        assertThat(cards()).contains("Not for Sam");
        become(TestPeople.SAM);
        open("");
        assertThat(cards()).doesNotContain("Not for Sam");
        open(AppNavigation.app(app.key()));
        assertThat(page()).contains("There is nothing here");
    }

    @Test
    void tellsStaffWithoutAppsWhomToAsk() {
        become(TestPeople.SAM);
        open("");
        if (cards().isEmpty()) {
            assertThat($(EmptyState.class).single().getChildren().toList()).isNotEmpty();
            assertThat(page()).contains("Ask a colleague who designs apps");
        }
    }

    @Test
    void sharesWithARoleAndTakesItBack() {
        App app = apps.create(null, AppProfile.labelled("Shared tools"));
        open(AppNavigation.sharing(app.key()));
        Principal staff = Principal.role(Role.STAFF);
        test($(PrincipalPicker.class).last()).selectItem("Staff");
        assertThat(rights.of(app.key()).rights().members()).containsExactly(staff);
        assertThat(notices()).anySatisfy(notice -> assertThat(notice).contains("Staff may open the app now."));
        become(TestPeople.SAM);
        assertThat(rights.access(app.key()).allows("any", Action.CHANGE)).isTrue();
        assertThat(rights.access(app.key()).allows("any", Action.DELETE)).isFalse();
        become(TestPeople.DANA);
        click("Undo");
        assertThat(rights.of(app.key()).rights().members()).isEmpty();
    }

    @Test
    void takesOneActionFromOneMember() {
        App app = apps.create(null, AppProfile.labelled("Gauges"));
        Principal staff = Principal.role(Role.STAFF);
        share(app, RightsEdit.set(owned(), staff, Rights.ANY_FORM, RightsEdit.Preset.FULL.actions()), staff);
        open(AppNavigation.sharing(app.key()));
        Checkbox delete = $(Checkbox.class)
                .withCondition(box -> box.getAriaLabel().orElse("").equals("Staff: Delete"))
                .single();
        assertThat(delete.getValue()).isTrue();
        test(delete).click();
        become(TestPeople.SAM);
        assertThat(rights.access(app.key()).allows("any", Action.DELETE)).isFalse();
        assertThat(rights.access(app.key()).allows("any", Action.CHANGE)).isTrue();
    }

    @Test
    void keepsTheLastOwner() {
        App app = apps.create(null, AppProfile.labelled("Owned"));
        open(AppNavigation.sharing(app.key()));
        test($(Button.class)
                        .withCondition(
                                button -> button.getAriaLabel().orElse("").startsWith("Remove"))
                        .first())
                .click();
        assertThat(notices()).anySatisfy(notice -> assertThat(notice).contains("Every app needs an owner"));
        assertThat(rights.of(app.key()).rights().owners()).hasSize(1);
    }

    @Test
    void refusesSettingsToMembers() {
        App app = apps.create(null, AppProfile.labelled("Closed settings"));
        Principal staff = Principal.role(Role.STAFF);
        share(app, owned(), staff);
        become(TestPeople.SAM);
        open(AppNavigation.settings(app.key()));
        assertThat(page()).contains("This is not open to you", "Only designers of “Closed settings”");
        assertThat($(SideNavItem.class).all()).extracting(SideNavItem::getLabel).doesNotContain("Settings", "Design");
    }

    @Test
    void leadsDesignersOfAnEmptyAppToItsDesign() {
        App app = apps.create(null, AppProfile.labelled("Empty"));
        open(AppNavigation.app(app.key()));
        assertThat($(H2.class).all()).extracting(H2::getText).contains("Design the first form");
        assertThat($(SideNavItem.class).all())
                .extracting(SideNavItem::getLabel)
                .contains("Design", "Sharing and rights", "Settings");
    }

    @Test
    void renamesTheAppEverywhereAtOnce() {
        App app = apps.create(null, AppProfile.labelled("Old name"));
        open(AppNavigation.settings(app.key()));
        test($(TextField.class).withCaption("Name").single()).setValue("New name");
        click("Save");
        assertThat($(Anchor.class).all()).extracting(Anchor::getText).contains("New name");
        assertThat(apps.byKey(app.key()).label()).isEqualTo("New name");
    }

    @Test
    void deletesOnlyAfterTheKeyIsTyped() {
        App app = apps.create(null, AppProfile.labelled("Doomed"));
        open(AppNavigation.settings(app.key()));
        click("Delete app");
        var confirm = $(Button.class).withText("Delete app").last();
        assertThat(confirm.isEnabled()).isFalse();
        test($(TextField.class)
                        .withCaption("Type “" + app.key() + "” to confirm")
                        .single())
                .setValue(app.key());
        test(confirm).click();
        assertThat(apps.visible()).extracting(App::key).doesNotContain(app.key());
        assertThat(currentPath()).isEmpty();
    }

    @Test
    void findsAppsByAnyPartOfTheirName() {
        apps.create(null, AppProfile.labelled("Ladder inspection"));
        assertThat(search.stream().flatMap(provider -> provider.find("INSPECT", Locale.ENGLISH, 50).stream()))
                .extracting(SearchHit::label)
                .contains("Ladder inspection");
    }

    @Test
    void speaksChinese() {
        in(Locale.SIMPLIFIED_CHINESE);
        apps.create(null, AppProfile.labelled("巡检"));
        open("");
        assertThat($(H1.class).single().getText()).isEqualTo("应用");
        assertThat(page()).doesNotContain("Apps", "New app", "Sign out");
        assertThat($(Avatar.class).single().getName()).isEqualTo("Dana Designer");
    }

    private static Rights owned() {
        return Rights.ownedBy(Principal.person(TestPeople.DANA.id()));
    }

    private void share(App app, Rights base, Principal member) {
        rights.save(
                app.key(),
                new Rights(base.owners(), base.designers(), List.of(member), base.matrix()),
                rights.of(app.key()).version());
    }

    private List<String> cards() {
        return $(Anchor.class).withClassName("mw-app-card").all().stream()
                .map(card -> card.getChildren()
                        .flatMap(child -> child.getChildren())
                        .filter(H2.class::isInstance)
                        .map(heading -> ((H2) heading).getText())
                        .findFirst()
                        .orElse(""))
                .toList();
    }
}
