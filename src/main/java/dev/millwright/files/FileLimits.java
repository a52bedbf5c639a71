package dev.millwright.files;

/**
 * What is taken.
 *
 * @param largest in bytes; the installation's own limit holds as well
 * @param picturesOnly whether anything but a picture is refused
 */
public record FileLimits(long largest, boolean picturesOnly) {

    public static final FileLimits NONE = new FileLimits(Long.MAX_VALUE, false);
}
