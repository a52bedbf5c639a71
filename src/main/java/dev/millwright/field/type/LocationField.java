package dev.millwright.field.type;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.field.EditorContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.type.LocationFieldType.Place;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An address and, below it, coordinates that are typed or taken from the device. */
final class LocationField extends CustomField<LocationField.Entry> {

    /** What stands in the two inputs. */
    record Entry(String address, String coordinates) {

        static Entry of(Place place) {
            String coordinates = place.coordinates().orElse("");
            return new Entry(place.address().equals(coordinates) ? "" : place.address(), coordinates);
        }

        @Nullable Place place() {
            String said = address.strip();
            if (coordinates.isBlank()) {
                return said.isEmpty() ? null : new Place(said, null, null);
            }
            Place where = LocationFieldType.coordinates(coordinates)
                    .orElseThrow(() -> new ValueFormatException("field.error.location.coordinates"));
            return said.isEmpty() ? where : new Place(said, where.latitude(), where.longitude());
        }
    }

    private static final String LOCATE = """
            const tell = detail => this.dispatchEvent(new CustomEvent('mw-located', {detail}));
            if (!navigator.geolocation || !window.isSecureContext) {
              tell({problem: 'none'});
            } else {
              navigator.geolocation.getCurrentPosition(
                found => tell({latitude: '' + found.coords.latitude.toFixed(6), longitude: '' + found.coords.longitude.toFixed(6)}),
                refused => tell({problem: refused.code === 1 ? 'denied' : 'none'}),
                {enableHighAccuracy: true, timeout: 20000, maximumAge: 30000});
            }
            """;

    private final EditorContext context;
    private final TextField address = new TextField();
    private final TextField coordinates = new TextField();
    private final Button locate;
    private final Anchor map = new Anchor();
    private final Span told = new Span();

    LocationField(EditorContext context) {
        this.context = context;
        Stream.of(address, coordinates).forEach(field -> {
            field.setManualValidation(true);
            field.setClearButtonVisible(true);
            field.addValueChangeListener(changed -> {
                if (changed.isFromClient()) {
                    changed();
                }
            });
        });
        address.setPlaceholder(text("address"));
        address.setAriaLabel(text("address"));
        address.setWidthFull();
        coordinates.setPlaceholder(text("coordinates"));
        coordinates.setAriaLabel(text("coordinates"));
        locate = new Button(text("locate"), icon("crosshairs"), click -> {
            told.setText(text("locating"));
            getElement().executeJs(LOCATE);
        });
        locate.addThemeVariants(ButtonVariant.LUMO_SMALL);
        map.setText(text("map"));
        map.setTarget(AnchorTarget.BLANK);
        map.getElement().setAttribute("rel", "noopener noreferrer");
        told.addClassName("mw-secondary");
        told.getElement().setAttribute("role", "status");
        Div where = new Div(coordinates, locate, map);
        where.addClassName("mw-side-by-side");
        Div all = new Div(address, where, told);
        all.addClassName("mw-location");
        add(all);
        getElement()
                .addEventListener("mw-located", event -> {
                    var detail = event.getEventData();
                    String problem = detail.path("event.detail.problem").asString("");
                    if (problem.isEmpty()) {
                        located(detail.path("event.detail.latitude").asString("") + ", "
                                + detail.path("event.detail.longitude").asString(""));
                    } else {
                        told.setText(text(problem));
                    }
                })
                .addEventData("event.detail.problem")
                .addEventData("event.detail.latitude")
                .addEventData("event.detail.longitude");
        show();
    }

    private static Icon icon(String name) {
        Icon icon = new Icon("vaadin", name);
        icon.getElement().setAttribute("aria-hidden", "true");
        return icon;
    }

    private String text(String key) {
        return context.texts().text(context.locale(), "field.location." + key);
    }

    private void located(String found) {
        // The browser is of the person, who may send what they like, as they may type it.
        if (isReadOnly() || LocationFieldType.coordinates(found).isEmpty()) {
            return;
        }
        coordinates.setValue(found);
        told.setText(text("located"));
        changed();
    }

    private void changed() {
        show();
        setModelValue(generateModelValue(), true);
    }

    private void show() {
        Optional<Place> where = LocationFieldType.coordinates(coordinates.getValue());
        BigDecimal latitude = where.map(Place::latitude).orElse(null);
        BigDecimal longitude = where.map(Place::longitude).orElse(null);
        map.setVisible(latitude != null && longitude != null);
        if (latitude != null && longitude != null) {
            map.setHref(LocationFieldType.map(latitude, longitude, context.locale()));
        }
        locate.setVisible(!isReadOnly());
        coordinates.setVisible(!isReadOnly() || !coordinates.isEmpty());
    }

    @Override
    protected @Nullable Entry generateModelValue() {
        return address.isEmpty() && coordinates.isEmpty()
                ? null
                : new Entry(address.getValue(), coordinates.getValue());
    }

    @Override
    protected void setPresentationValue(@Nullable Entry entry) {
        address.setValue(entry == null ? "" : entry.address());
        coordinates.setValue(entry == null ? "" : entry.coordinates());
        told.setText("");
        show();
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        address.setReadOnly(readOnly);
        coordinates.setReadOnly(readOnly);
        show();
    }

    @Override
    public void setInvalid(boolean invalid) {
        super.setInvalid(invalid);
        address.setInvalid(invalid);
        coordinates.setInvalid(invalid);
    }

    @Override
    public void focus() {
        address.focus();
    }
}
