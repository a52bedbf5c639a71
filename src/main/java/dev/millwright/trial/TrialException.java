package dev.millwright.trial;

/** The trial cannot start; the message is one sentence for the person at the terminal. */
public class TrialException extends RuntimeException {

    public TrialException(String message) {
        super(message);
    }

    public TrialException(String message, Throwable cause) {
        super(message, cause);
    }
}
