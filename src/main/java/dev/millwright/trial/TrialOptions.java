package dev.millwright.trial;

import java.nio.file.Path;

/**
 * Where and how the trial runs.
 *
 * @param data folder for databases, secrets and logs; one running trial a folder
 * @param tools folder for unpacked programs, shared by all data folders
 * @param host name under which browsers reach the trial; anything but {@code localhost} opens it to the network
 * @param port of the application
 * @param keycloakPort of Keycloak
 * @param databasePort of PostgreSQL; 0 keeps the port of the last start or picks a free one
 */
public record TrialOptions(Path data, Path tools, String host, int port, int keycloakPort, int databasePort) {

    static TrialOptions parse(String... arguments) {
        var options =
                new TrialOptions(Path.of(".millwright"), Path.of(".millwright", "tools"), "localhost", 8080, 8180, 0);
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                throw new TrialException("Unknown option " + argument + ": options look like --port=8080.");
            }
            String value = argument.substring(equals + 1);
            options = switch (argument.substring(0, equals)) {
                case "--data" -> options.withData(Path.of(value));
                case "--tools" -> options.withTools(Path.of(value));
                case "--host" -> options.withHost(value);
                case "--port" -> options.withPort(port(value));
                case "--keycloak-port" -> options.withKeycloakPort(port(value));
                case "--database-port" -> options.withDatabasePort(port(value));
                default -> throw new TrialException("Unknown option " + argument + ".");
            };
        }
        if (options.port == options.keycloakPort
                || options.port == options.databasePort
                || options.keycloakPort == options.databasePort) {
            throw new TrialException("The application, Keycloak and the database each need a port of their own.");
        }
        return options;
    }

    /** The address that people open. */
    public String address() {
        return "http://" + host + ":" + port;
    }

    /** The address of Keycloak, for people and for the application. */
    public String keycloakAddress() {
        return "http://" + host + ":" + keycloakPort;
    }

    /** The address that the servers listen on. */
    public String bindAddress() {
        return host.equals("localhost") ? "127.0.0.1" : "0.0.0.0";
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, in the same words as a number out of range.
        }
        throw new TrialException("\"" + value + "\" is not a port: give a number from 1 to 65535.");
    }

    private TrialOptions withData(Path value) {
        return new TrialOptions(value, tools, host, port, keycloakPort, databasePort);
    }

    private TrialOptions withTools(Path value) {
        return new TrialOptions(data, value, host, port, keycloakPort, databasePort);
    }

    private TrialOptions withHost(String value) {
        return new TrialOptions(data, tools, value, port, keycloakPort, databasePort);
    }

    private TrialOptions withPort(int value) {
        return new TrialOptions(data, tools, host, value, keycloakPort, databasePort);
    }

    private TrialOptions withKeycloakPort(int value) {
        return new TrialOptions(data, tools, host, port, value, databasePort);
    }

    private TrialOptions withDatabasePort(int value) {
        return new TrialOptions(data, tools, host, port, keycloakPort, value);
    }
}
