package dev.millwright.files;

/**
 * What is taken, and as what.
 *
 * @param largest in bytes; the installation's own limit holds as well
 * @param picturesOnly whether anything but a picture is refused
 * @param withoutLocation whether what tells the place is taken out of pictures first; one it cannot be taken out of is refused
 */
public record FileLimits(long largest, boolean picturesOnly, boolean withoutLocation) {

    public static final FileLimits NONE = new FileLimits(Long.MAX_VALUE, false, false);

    /** The same without the places at which pictures were taken. */
    public FileLimits asWithoutLocation() {
        return new FileLimits(largest, picturesOnly, true);
    }
}
