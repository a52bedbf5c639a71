package dev.millwright.print.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.print.Box;
import dev.millwright.print.type.PhotosElementType.Config;
import org.junit.jupiter.api.Test;

class PhotosElementTypeTests {

    @Test
    void partsItsBoxBetweenItsPlaces() {
        Config config = new Config("photos", 3L);
        Box box = new Box(10, 5, 64, 30);
        assertThat(config.place(box, 0)).isEqualTo(new Box(10, 5, 20, 30));
        assertThat(config.place(box, 2)).isEqualTo(new Box(54, 5, 20, 30));
        assertThat(config.place(box, 2).right()).isEqualTo(box.right());
    }

    @Test
    void hasNoMorePlacesThanFitBesideEachOther() {
        assertThat(new Config("photos", 900L).places()).isEqualTo(6);
        assertThat(new Config("photos", null).places()).isEqualTo(3);
    }
}
