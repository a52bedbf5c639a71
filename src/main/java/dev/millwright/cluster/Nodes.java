package dev.millwright.cluster;

import java.util.function.Consumer;

/** The nodes of this installation and the short news they tell each other; a node does not hear itself. */
public interface Nodes {

    /**
     * Tells the other nodes: once the caller's transaction is through if there is one, else at once.
     *
     * @param topic one word
     * @param message less than 8 000 bytes
     */
    void tell(String topic, String message);

    /**
     * Listens from the next start on.
     *
     * @param message receives what other nodes tell
     * @param missed runs when this node begins to hear, anew after a failure: some news may have passed unheard
     */
    void hear(String topic, Consumer<String> message, Runnable missed);
}
