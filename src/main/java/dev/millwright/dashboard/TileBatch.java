package dev.millwright.dashboard;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tiles that one question to the database answers. */
public interface TileBatch {

    List<TileDefinition> tiles();

    /** Asks it, and waits; an answer for the id of each of the tiles. */
    Map<UUID, TileAnswer> answers();
}
